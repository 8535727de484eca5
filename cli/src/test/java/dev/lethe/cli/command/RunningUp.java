package dev.lethe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.cli.Lethe;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import picocli.CommandLine;

/** {@code ./lethe up} in this process, with one run, until it is closed. */
final class RunningUp implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CompletableFuture<Result> end;

  private RunningUp(Path directory, List<String> further) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "up",
                "--dir=" + directory,
                "--port=0",
                "--broker-port=0",
                "--registry-port=0",
                "--features=4",
                "--classes=2",
                "--method=naive"));
    arguments.addAll(further);
    end = CompletableFuture.supplyAsync(() -> execute(arguments.toArray(String[]::new)));
  }

  /**
   * Starts the stack and waits until it is ready.
   *
   * @param further options besides directory, ports, size and method
   */
  static RunningUp start(Path directory, String... further) {
    var up = new RunningUp(directory, List.of(further));
    await()
        .atMost(TIMEOUT)
        .until(() -> up.hasEnded() || up.out.toString().contains("Press Ctrl-C"));
    assertThat(up.hasEnded()).as(up.err.toString()).isFalse();
    return up;
  }

  private Result execute(String... arguments) {
    CommandLine lethe = Lethe.commandLine(Map.of());
    lethe.setOut(new PrintWriter(out, true));
    lethe.setErr(new PrintWriter(err, true));
    int code = lethe.execute(arguments);
    return new Result(code, out.toString(), err.toString());
  }

  /** Returns true if the command has ended. */
  boolean hasEnded() {
    return end.isDone();
  }

  /** Waits for the end of the command. */
  Result end() {
    return end.join();
  }

  /** Executes another command against the broker. */
  Result cluster(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.add("--bootstrap-server=" + printed("broker: +(\\S+)"));
    return Result.of(all.toArray(String[]::new));
  }

  /** Returns the address of the registry. */
  String registry() {
    return printed("registry: +(\\S+)");
  }

  /** Returns the first group of a pattern in the output. */
  String printed(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(out.toString());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  /** Returns true if a topic with one partition has a record with a key and a text in its value. */
  boolean hasRecord(String topic, String key, String text) {
    var partition = new TopicPartition(topic, 0);
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", printed("broker: +(\\S+)")),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return consumer.poll(Duration.ofSeconds(1)).records(partition).stream()
          .anyMatch(record -> record.key().equals(key) && record.value().contains(text));
    }
  }

  /** Returns the brokers of this process, found by an option before their long class path. */
  static List<ProcessHandle> brokers() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("broker-logback.xml"))
        .toList();
  }

  @Override
  public void close() {
    brokers().forEach(ProcessHandle::destroyForcibly);
    await().atMost(TIMEOUT).until(this::hasEnded);
  }
}
