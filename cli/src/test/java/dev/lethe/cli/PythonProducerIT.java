package dev.lethe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code examples/python-producer} against {@code ./lethe up}, as its README describes. */
class PythonProducerIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Path EXAMPLE = Path.of("../examples/python-producer");

  /** Names the interpreter; if it is set, missing libraries are a failure. */
  private static final Optional<String> PYTHON = Optional.ofNullable(System.getenv("LETHE_PYTHON"));

  @TempDir Path directory;
  private final StringWriter out = new StringWriter();

  @BeforeEach
  void requirePython() throws Exception {
    String missing =
        "python: got none with the libraries of %s/requirements.txt, expected them in python3 or in the interpreter that LETHE_PYTHON names"
            .formatted(EXAMPLE);
    boolean present = canImportLibraries();
    if (PYTHON.isPresent()) {
      assertThat(present).as(missing).isTrue();
    }
    if (!present) {
      System.err.println("skipped: " + missing); // Maven does not print the reason of an assumption
    }
    assumeTrue(present, missing);
  }

  @Test
  void shouldShowForgettingOfThePythonProducersStream() throws Exception {
    // Given
    Thread up = new Thread(this::up, "lethe-up");
    up.start();
    try {
      await().atMost(LIMIT).until(() -> address("dashboard").isPresent());

      // When
      assertThat(produce("--rate=0", "--per-task=500")).contains("sent 1500 examples in 3 tasks");

      // Then
      await().atMost(LIMIT).untilAsserted(this::requireThreeEndedWindowsInEachRun);
      // The streams app may count the end of a window before the predictions in it.
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(metricsOf("naive").get("scored").asLong()).isEqualTo(1350));
      JsonNode metrics = metricsOf("naive");
      assertThat(metrics.get("averageForgetting").asDouble()).isGreaterThan(0.4);
      assertThat(metricsOf("er").get("averageForgetting").asDouble()).isLessThan(0.2);
    } finally {
      up.interrupt();
      up.join();
    }
  }

  private void up() {
    CommandLine lethe = Lethe.commandLine(Map.of());
    lethe.setOut(new PrintWriter(out, true));
    lethe.execute(
        "up",
        "--features=4",
        "--classes=6",
        "--port=0",
        "--broker-port=0",
        "--registry-port=0",
        "--dir=" + directory.resolve("up"));
  }

  private String produce(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(PYTHON.orElse("python3"));
    command.add(EXAMPLE.resolve("producer.py").toString());
    command.add("--bootstrap-server=" + address("broker").orElseThrow());
    command.add("--schema-registry-url=" + address("registry").orElseThrow());
    command.addAll(List.of(options));
    Path output = directory.resolve("producer.log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    return Files.readString(output);
  }

  private void requireThreeEndedWindowsInEachRun() throws IOException {
    JsonNode runs = runs();
    assertThat(runs).as("the runs of auto").hasSize(4);
    assertThat(runs)
        .allSatisfy(
            run ->
                assertThat(run.at("/metrics/windowsClosed").asInt())
                    .as(run.toString())
                    .isEqualTo(3));
    assertThat(runs)
        .allSatisfy(run -> assertThat(run.at("/metrics/averageForgetting").isNumber()).isTrue());
  }

  private JsonNode metricsOf(String method) throws IOException {
    for (JsonNode run : runs()) {
      if (run.get("method").asText().startsWith(method)) {
        return run.get("metrics");
      }
    }
    throw new AssertionError(method + " is not among the runs");
  }

  private JsonNode runs() throws IOException {
    URI dashboard = URI.create(address("dashboard").orElseThrow());
    try (InputStream json = dashboard.resolve("api/runs").toURL().openStream()) {
      return new ObjectMapper().readTree(json).get("runs");
    }
  }

  /** Returns what {@code up} has printed after a word and a colon. */
  private Optional<String> address(String word) {
    Matcher line = Pattern.compile(word + ": +(\\S+)\\R").matcher(out.toString());
    return line.find() ? Optional.of(line.group(1)) : Optional.empty();
  }

  private static boolean canImportLibraries() throws InterruptedException {
    try {
      return new ProcessBuilder(
                  PYTHON.orElse("python3"), "-c", "import confluent_kafka.schema_registry.avro")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
