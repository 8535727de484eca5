package dev.lethe.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.schemas.Scorecard;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FinalMetricsTest {
  private static FinalMetrics.RunResult result(int windows, Double accuracy) {
    return new FinalMetrics.RunResult(
        "one",
        "naive",
        1,
        500,
        windows,
        accuracy,
        null,
        null,
        accuracy,
        0.5,
        0,
        List.of(),
        scorecard(windows - 1));
  }

  private static Scorecard scorecard(int window) {
    return new Scorecard(
        "one",
        window,
        "t",
        100L,
        Instant.ofEpochMilli(7),
        0.25,
        null,
        0.5,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  @Test
  void shouldExplainMissingMatrixAndForgetting() {
    // When, Then
    assertThat(result(1, null).missing())
        .hasSize(2)
        .anyMatch(missing -> missing.contains("--holdout-share"))
        .anyMatch(missing -> missing.contains("--windows 'count(n=1000)'"));
    assertThat(result(2, 0.5).missing()).isEmpty();
  }

  @Test
  void shouldWriteTheScorecardInOneLineOfJson() {
    // When
    String json = new FinalMetrics(List.of(result(2, 0.5)), 1).toJson();

    // Then
    assertThat(json)
        .contains("\"scorecard\":{\"window\":1,")
        .contains("\"accuracy\":0.25,")
        .doesNotContain("missing", "\n");
  }
}
