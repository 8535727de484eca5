package dev.lethe.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lethe.cli.Lethe;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The main job end to end: broker, registry, trainers, streams app, and a stream through all. */
class DemoIT {
  @TempDir Path directory;

  @Test
  void shouldShowForgettingForNaiveButNotForRehearsal() throws Exception {
    // Given
    var out = new StringWriter();
    CommandLine lethe = Lethe.commandLine(Map.of());
    lethe.setOut(new PrintWriter(out, true));
    var err = new StringWriter();
    lethe.setErr(new PrintWriter(err, true));
    // When
    int code =
        lethe.execute(
            "demo",
            "--exit",
            "--port=0",
            "--scorecard=full",
            "--scorecard-sample=200",
            "--per-task=1000",
            "--evaluate-per-task=200",
            "--dir=" + directory.resolve("data"));
    // Then
    assertThat(code).isZero();
    String[] lines = out.toString().strip().split("\n");
    assertThat(lines[0]).startsWith("dashboard: http://localhost:");
    JsonNode result = new ObjectMapper().readTree(lines[lines.length - 1]);
    assertThat(result.get("elapsedSeconds").asDouble()).isPositive();
    JsonNode naive = result.get("runs").get(0);
    JsonNode er = result.get("runs").get(1);
    assertThat(naive.get("method").asText()).isEqualTo("naive+sgd(lr=0.1)");
    assertThat(er.get("method").asText())
        .isEqualTo("er(batch=10,memory=500,mix=concat)+sgd(lr=0.1)");
    for (JsonNode run : result.get("runs")) {
      assertThat(run.get("examples").asInt()).isEqualTo(5000);
      assertThat(run.get("windows").asInt()).isEqualTo(5);
      assertThat(run.get("deadLetters").asInt()).isZero();
      assertThat(run.get("matrix")).hasSize(5);
      assertThat(run.get("matrix").get(0).get(0).asDouble()).isGreaterThan(0.9);
      assertThat(run.get("matrix").get(0).get(1).isNull()).isTrue();
      assertThat(run.get("scorecard").get("accuracy").asDouble())
          .isCloseTo(run.get("averageAccuracy").asDouble(), within(1e-9));
      assertThat(run.get("scorecard").get("window").asInt()).isEqualTo(4);
      assertThat(run.get("scorecard").get("plasticityRatio").isNumber()).isTrue();
      assertThat(run.get("scorecard").get("warmStartGap").isNumber()).isTrue();
      assertThat(run.get("learningAccuracy").asDouble()).isGreaterThan(0.9);
    }
    assertThat(err.toString()).containsOnlyOnce("processed 10000 of 10000 examples in 2 runs");
    assertThat(naive.get("averageAccuracy").asDouble()).isLessThan(0.30);
    assertThat(naive.get("averageForgetting").asDouble()).isGreaterThan(0.9);
    assertThat(er.get("averageAccuracy").asDouble()).isGreaterThan(0.75);
    assertThat(er.get("backwardTransfer").asDouble())
        .isGreaterThan(naive.get("backwardTransfer").asDouble());
  }
}
