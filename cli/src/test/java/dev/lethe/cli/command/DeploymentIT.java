package dev.lethe.cli.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Commands against a running {@code ./lethe up}. The last test kills its broker. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeploymentIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  /** The promise is ten seconds; the rest is for a busy machine. */
  private static final Duration MAX_EXIT = Duration.ofSeconds(20);

  @TempDir private static Path directory;
  private static RunningUp up;

  @BeforeAll
  static void start() throws Exception {
    Path rules = Files.writeString(directory.resolve("rules"), "has-learned: examples >= 40\n");
    up = RunningUp.start(directory.resolve("up"), "--alert-rules=" + rules);
  }

  @AfterAll
  static void stop() {
    up.close();
  }

  @Test
  @Order(1)
  void shouldListRunsAsTableAndAsJson() throws Exception {
    // Given
    await().atMost(TIMEOUT).until(() -> runs().out().contains("LIVE"));

    // When
    Result table = runs();
    Result json = runs("--json");

    // Then
    assertThat(table.out().lines().findFirst().orElseThrow())
        .matches("run +state +method +seed +since +updated +reason");
    assertThat(table.out()).contains("naive-sgd-lr-0.1-s1  LIVE   naive+sgd(lr=0.1)  1 ");
    JsonNode run = new ObjectMapper().readTree(json.out()).get(0);
    assertThat(run.get("run").asText()).isEqualTo("naive-sgd-lr-0.1-s1");
    assertThat(run.get("state").asText()).isEqualTo("LIVE");
    assertThat(run.get("seed").asLong()).isEqualTo(1);
    assertThat(run.get("reason").isNull()).isTrue();
  }

  @Test
  @Order(2)
  @DisplayName("topics")
  void shouldCreateTopicsWithChosenSettings() {
    // When
    Result before = up.cluster("topics", "--topic-prefix=other");
    Result absent = up.cluster("topics", "--verify", "--topic-prefix=other", "--partitions=3");
    Result created =
        up.cluster(
            "topics",
            "--topic-prefix=other",
            "--create",
            "--partitions=3",
            "--retention=2d",
            "--max-message-bytes=2000000",
            "--topic-config=metrics:cleanup.policy=delete");
    Result again = up.cluster("topics", "--topic-prefix=other", "--create");
    Result problem = up.cluster("topics", "--topic-prefix=other", "--verify");
    Result wanted =
        up.cluster(
            "topics",
            "--topic-prefix=other",
            "--verify",
            "--topic-config=metrics:cleanup.policy=delete");
    Result more = up.cluster("topics", "--topic-prefix=other", "--verify", "--partitions=4");

    // Then
    assertThat(before.out()).containsPattern("other.examples +missing +1 +broker +broker +-1 ");
    assertThat(absent.out())
        .contains("other.examples, other.journal", ": got no such topics, expected them to exist")
        .containsPattern("repair: ./lethe topics --create --topic-prefix=other --partitions=3 ");
    assertThat(created.code()).isZero();
    assertThat(created.out())
        .contains("created: other.examples, other.journal")
        .containsPattern("other.examples +exists +3 +1 +delete +-1 +2000000")
        .containsPattern("other.predictions +exists +3 +1 +delete +172800000 ")
        .containsPattern("other.metrics +exists +3 +1 +delete ")
        .containsPattern("other.runs +exists +1 +1 +compact ");
    assertThat(again.out()).contains("created: none, all exist").contains("other.metrics");
    assertThat(problem.code()).isOne();
    assertThat(problem.out())
        .contains("other.metrics: got cleanup.policy=delete, expected compact")
        .contains("--entity-name other.metrics --add-config cleanup.policy=compact");
    assertThat(wanted.out()).contains("verified: no problems");
    assertThat(wanted.code()).isZero();
    assertThat(more.out())
        .contains("other.examples: got 3 partitions, expected 4", "--alter --topic other.examples")
        .contains("other.journal: got 3 partitions, expected 4")
        .doesNotContain("other.runs: got");
  }

  @Test
  @Order(3)
  void shouldReplayWhatALiveRunRejected() throws Exception {
    // Given
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", up.printed("broker: +(\\S+)")),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>("lethe.examples", "key", "no Avro")).get();
    }
    await().atMost(TIMEOUT).until(() -> deadLetters("list").contains("1 dead letters"));

    // When
    String replayed = deadLetters("replay");

    // Then: the run rejects it again, which makes another letter
    assertThat(replayed).contains("replayed: 1 records to lethe.examples");
    await()
        .atMost(TIMEOUT)
        .until(
            () -> deadLetters("list").contains("2 dead letters on lethe.examples.dlq, 1 replayed"));
    assertThat(deadLetters("show", "--offset=0/0", "--schema-registry-url=" + up.registry()))
        .contains("lethe.run: naive-sgd-lr-0.1-s1", "value: 7 bytes, text: no Avro");
  }

  private static String deadLetters(String... arguments) {
    List<String> all = new ArrayList<>(List.of("dead-letters"));
    all.addAll(Arrays.asList(arguments));
    Result result = up.cluster(all.toArray(String[]::new));
    assertThat(result.code()).as(result.err()).isZero();
    return result.out();
  }

  @Test
  @Order(4)
  void shouldExportTheModelOfALiveRun() throws Exception {
    // Given
    String row = "%d,0.5,1.5,-1,%s\n";
    String rows =
        IntStream.range(0, 40)
            .mapToObj(i -> row.formatted(i % 2, i % 2 == 0 ? "a" : "b"))
            .collect(joining());
    Path table = Files.writeString(directory.resolve("t.csv"), rows);
    Result produced =
        up.cluster(
            "produce",
            "--schema-registry-url=" + up.registry(),
            "--dataset=csv",
            "--scenario=as-is",
            "--header=no",
            "--data-dir=" + table);
    assertThat(produced.code()).as(produced.err()).isZero();
    Path file = directory.resolve("model.safetensors");
    await().atMost(TIMEOUT).until(() -> export("step:2", file).code() == 0);

    // When
    Result refused = export("step:2", file);
    Result replaced = export("step:1", file, "--force", "--served");

    // Then
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("model.safetensors', which exists");
    assertThat(replaced.code()).as(replaced.err()).isZero();
    assertThat(replaced.out())
        .contains("model.safetensors: 6 arrays with 10,802 elements")
        .containsPattern("moment +step:1")
        .containsPattern("digest +[0-9a-f]{64}")
        .containsPattern("trained_classes +0,1")
        .contains("from lethe_models import load");
    assertThat(Files.readString(file, ISO_8859_1))
        .contains("\"0.weight\":{\"dtype\":\"F32\",\"shape\":[100,4]")
        .contains("\"step\":\"1\"", "\"run\":\"naive-sgd-lr-0.1-s1\"");
  }

  private static Result export(String moment, Path file, String... options) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "export",
                "naive-sgd-lr-0.1-s1@" + moment,
                "--to=" + file,
                "--schema-registry-url=" + up.registry()));
    all.addAll(Arrays.asList(options));
    return up.cluster(all.toArray(String[]::new));
  }

  @Test
  @Order(5)
  void shouldPublishAlertsOfItsRules() {
    // Given the examples of the test before, When, Then
    await()
        .atMost(TIMEOUT)
        .until(() -> up.hasRecord("lethe.alerts", "naive-sgd-lr-0.1-s1", "has-learned"));
  }

  @Test
  @Order(6)
  @DisplayName("registry with basic auth")
  void shouldEndStartInOneSentenceWhenTheRegistryRejectsCredentials() throws Exception {
    // Given
    HttpServer registry =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(401, -1);
          exchange.close();
        });
    registry.start();
    Path secrets = Files.writeString(directory.resolve("secrets"), "timeout=20000\n");
    Path config =
        Files.writeString(
            directory.resolve("client.properties"),
            """
            config.providers=file
            config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider
            request.timeout.ms=${file:%s:timeout}
            """
                .formatted(secrets));
    String url =
        "--schema-registry-url=http://me:s3cret@127.0.0.1:" + registry.getAddress().getPort();
    String file = "--command-config=" + config;
    try {
      // When
      Result train =
          up.cluster(
              "train", url, file, "--features=4", "--classes=2", "--method=naive", "--run=r");
      Result streams =
          up.cluster("streams", url, file, "--port=0", "--state-dir=" + directory.resolve("state"));
      Result produce = up.cluster("produce", url, file, "--per-task=1");
      Result runs = up.cluster("runs", url, file);

      // Then
      for (Result result : List.of(train, streams, produce, runs)) {
        assertThat(result.code()).as(result.err()).isEqualTo(1);
        // produce has described its data set before
        assertThat(result.err().strip().lines())
            .hasSize(result.equals(produce) ? 2 : 1)
            .last()
            .asString()
            .contains("schema registry http://127.0.0.1:", "got status 401")
            .doesNotContain("s3cret");
      }
    } finally {
      registry.stop(0);
    }
  }

  @Test
  @Order(7)
  void shouldExitWithTheCauseWhenTheBrokerDies() {
    // When
    RunningUp.brokers().forEach(ProcessHandle::destroyForcibly);

    // Then
    await().atMost(MAX_EXIT).until(up::hasEnded);
    assertThat(up.end().code()).isEqualTo(1);
    assertThat(up.end().err())
        .contains("lethe: the broker has exited with code 137, see ")
        .contains("kafka.log");
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  private static Result runs(String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("runs", "--schema-registry-url=" + up.registry()));
    arguments.addAll(Arrays.asList(options));
    return up.cluster(arguments.toArray(String[]::new));
  }
}
