package dev.lethe.streams.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lethe.schemas.Alarm;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.Scorecard;
import dev.lethe.schemas.WindowState;
import dev.lethe.streams.Events;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** State of a run: what it stores, bounds and refuses. */
class MetricsStateTest {
  private static final Alarm DIVERGED =
      new Alarm("diverged", "The loss is 9.", Instant.ofEpochMilli(7));
  private final RunProgress progress = new RunProgress();
  private final RunWindows windows = new RunWindows();

  @Test
  void shouldNotChangeWhenWrittenAndReadAgain() throws IOException {
    // Given
    for (int i = 0; i < 1234; i++) {
      predict(i, i / 600, i % 3 != 0);
    }
    progress.add(Events.prediction("r", 1234, 2, 1, null));
    progress.observe(123, 456, 789);
    windows.recordWindow(Events.window("r", 0, WindowState.CLOSED));
    windows.recordEvaluation(Events.windowEnd("r", 0, 90));
    windows.recordEvaluation(Events.windowEnd("r", 1, 80, 70));
    windows.health().update(Map.of("loss", .25, "lag", 12.0), List.of(DIVERGED));
    windows.scorecard().replace(Events.scorecard("r", 1, .75));

    // When
    RunProgress readProgress = RunProgress.readFrom(input(out -> progress.writeTo(out)));
    RunWindows readWindows = RunWindows.readFrom(input(out -> windows.writeTo(out)));

    // Then
    assertThat(MetricsReport.of("r", readProgress, readWindows)).isEqualTo(report());
    assertThat(readProgress.touchedAt()).isEqualTo(789);
    assertThat(readProgress.isPublished()).isFalse();
    assertThat(report().getScorecard()).isNotNull();
    assertThat(report().getAlarms()).containsExactly(DIVERGED);
    assertThat(report().getScored()).isEqualTo(1234);
    assertThat(report().getExamples()).isEqualTo(1235);
  }

  @Test
  void shouldRefuseStateWhenItsVersionIsUnknown() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> RunProgress.readFrom(input(out -> out.writeByte(9))))
        .withMessage("state version: got 9, expected 2");
  }

  @Test
  void shouldRefuseEvaluationAndStayAsItWasWhenCountsAreImpossible() {
    // Given
    windows.recordEvaluation(Events.windowEnd("r", 0, 90));
    RunMetrics before = report();

    // When
    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(() -> windows.recordEvaluation(Events.windowEnd("r", 1, 50, 101)))
        .withMessage("results[window 1].correct: got 101, expected 0 to 100");

    // Then
    assertThat(report()).isEqualTo(before);
  }

  @Test
  void shouldReplaceTheScorecardAsAWholeByANewerOne() {
    // Given
    windows
        .scorecard()
        .replace(Scorecard.newBuilder(Events.scorecard("r", 0, .9)).setPlasticityRatio(.8).build());

    // When
    windows.scorecard().replace(Events.scorecard("r", 1, .7));

    // Then
    assertThat(report().getScorecard()).isEqualTo(Events.scorecard("r", 1, .7));
  }

  @Test
  void shouldRejectAScorecardOfANegativeWindow() {
    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(() -> windows.scorecard().replace(Events.scorecard("r", -1, .7)))
        .withMessage("window: got -1, expected 0 or more");
  }

  @Test
  void shouldBoundTheTaskOfAScorecard() {
    // When
    windows
        .scorecard()
        .replace(
            Scorecard.newBuilder(Events.scorecard("r", 0, .9)).setTask("t".repeat(1000)).build());

    // Then
    assertThat(report().getScorecard().getTask()).hasSize(WindowSummary.MAX_NAME);
  }

  @Test
  void shouldBoundHealthMetricsWhenAProducerSendsEverMoreNames() {
    // When
    for (int i = 0; i < 1000; i++) {
      windows.health().update(Map.of("metric." + i, (double) i), List.of());
    }
    windows.health().update(Map.of("metric.0", -1.0), List.of());

    // Then
    assertThat(report().getHealth())
        .hasSize(HealthMetrics.MAX_NAMES)
        .containsEntry("metric.0", -1.0);
  }

  private void predict(long offset, int window, boolean right) {
    if (progress.isOutside(window)) {
      progress.enter(window, windows);
    }
    progress.add(Events.prediction("r", offset, window, right));
  }

  private RunMetrics report() {
    return MetricsReport.of("r", progress, windows);
  }

  private static DataInputStream input(Writer writer) throws IOException {
    var bytes = new ByteArrayOutputStream();
    writer.write(new DataOutputStream(bytes));
    return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
  }

  private interface Writer {
    void write(DataOutputStream out) throws IOException;
  }
}
