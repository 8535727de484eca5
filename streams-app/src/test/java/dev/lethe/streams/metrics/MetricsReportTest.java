package dev.lethe.streams.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.schemas.EvaluationKind;
import dev.lethe.schemas.MatrixRow;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.WindowMetrics;
import dev.lethe.schemas.WindowState;
import dev.lethe.streams.Events;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Metrics of a run, as its report has them. */
class MetricsReportTest {
  private final RunProgress progress = new RunProgress();
  private final RunWindows windows = new RunWindows();

  @Test
  void shouldReportNullsWhenNothingIsDefined() {
    // When
    RunMetrics metrics = report();

    // Then
    assertThat(metrics.getExamples()).isZero();
    assertThat(metrics.getPrequential().getCumulative()).isNull();
    assertThat(metrics.getPrequential().getWindowed()).isNull();
    assertThat(metrics.getPrequential().getFading()).isNull();
    assertThat(metrics.getAverageAccuracy()).isNull();
    assertThat(metrics.getAverageForgetting()).isNull();
    assertThat(metrics.getBackwardTransfer()).isNull();
    assertThat(metrics.getLearningAccuracy()).isNull();
    assertThat(metrics.getWindows()).isEmpty();
    assertThat(metrics.getMatrix()).isEmpty();
    assertThat(metrics.getWindowsClosed()).isZero();
    assertThat(metrics.getHealth()).isEmpty();
    assertThat(metrics.getScorecard()).isNull();
  }

  @Test
  void shouldReportGoldenVectorWhenThreeWindowsHaveEnded() {
    // When
    windows.recordEvaluation(Events.windowEnd("r", 0, 90, 10, 12));
    windows.recordEvaluation(Events.windowEnd("r", 1, 93, 88, 15));
    windows.recordEvaluation(Events.windowEnd("r", 2, 60, 65, 85));

    // Then
    RunMetrics metrics = report();
    assertThat(metrics.getAverageAccuracy()).isEqualTo(.70, within(1e-12));
    assertThat(metrics.getLearningAccuracy()).isEqualTo(.876667, within(1e-6));
    assertThat(metrics.getAverageForgetting()).isEqualTo(.28, within(1e-12));
    assertThat(metrics.getBackwardTransfer()).isEqualTo(-.265, within(1e-12));
    assertThat(metrics.getWindowsClosed()).isEqualTo(3);
    WindowMetrics first = metrics.getWindows().get(0);
    assertThat(first.getBest()).isEqualTo(.93);
    assertThat(first.getLearning()).isEqualTo(.90);
    assertThat(first.getHoldout()).isEqualTo(.60);
    assertThat(first.getForgetting()).isEqualTo(.33, within(1e-12));
    assertThat(first.getClosed()).isTrue();
    assertThat(metrics.getMatrix())
        .containsExactly(
            new MatrixRow(0, List.of(.90, .10, .12)),
            new MatrixRow(1, List.of(.93, .88, .15)),
            new MatrixRow(2, List.of(.60, .65, .85)));
  }

  @Test
  void shouldUpdateOnlyHoldoutWhenEvaluationIsPeriodic() {
    // Given
    windows.recordEvaluation(Events.windowEnd("r", 0, 90));

    // When
    windows.recordEvaluation(Events.periodic("r", 1, 150, 40, 70));

    // Then
    RunMetrics metrics = report();
    assertThat(metrics.getWindows()).extracting(WindowMetrics::getHoldout).containsExactly(.4, .7);
    assertThat(metrics.getWindows())
        .extracting(WindowMetrics::getLearning)
        .containsExactly(.9, null);
    assertThat(metrics.getMatrix()).containsExactly(new MatrixRow(0, Arrays.asList(.9, null)));
    assertThat(metrics.getAverageAccuracy()).isEqualTo(.9);
    assertThat(metrics.getWindowsClosed()).isEqualTo(1);
  }

  @Test
  void shouldIgnoreHoldoutAccuracyWhenItIsOfAnEarlierStep() {
    // Given
    windows.recordEvaluation(Events.periodic("r", 0, 150, 40));

    // When
    windows.recordEvaluation(Events.periodic("r", 0, 149, 99));

    // Then
    assertThat(report().getWindows().get(0).getHoldout()).isEqualTo(.4);
  }

  @Test
  void shouldReportNullAccuracyWhenHoldoutIsEmpty() {
    // When
    windows.recordEvaluation(
        Events.evaluation("r", EvaluationKind.WINDOW_END, 0, 10, List.of(Events.result(0, 0, 0))));

    // Then
    RunMetrics metrics = report();
    assertThat(metrics.getWindows().get(0).getHoldout()).isNull();
    assertThat(metrics.getAverageAccuracy()).isNull();
    assertThat(metrics.getMatrix()).containsExactly(new MatrixRow(0, Arrays.asList((Double) null)));
  }

  @Test
  void shouldCountPredictionsByWindowWhenWindowsAlternate() {
    // When
    predict(0, 0, true);
    predict(1, 0, false);
    predict(2, 1, true);
    predict(3, 0, true);
    predict(4, 1, false);

    // Then
    RunMetrics metrics = report();
    assertThat(metrics.getExamples()).isEqualTo(5);
    assertThat(metrics.getWindows()).extracting(WindowMetrics::getExamples).containsExactly(3L, 2L);
    assertThat(metrics.getWindows())
        .extracting(WindowMetrics::getPrequential)
        .containsExactly(2.0 / 3, .5);
    assertThat(metrics.getPrequential().getCumulative()).isEqualTo(.6);
  }

  @Test
  void shouldKeepNewestWindowsWhenThereAreMoreThanTheBound() {
    // Given
    int last = RunWindows.KEPT + 5;

    // When
    for (int i = 0; i <= last; i++) {
      predict(i, i, true);
      int[] percent = new int[i + 1];
      Arrays.fill(percent, 50);
      percent[i] = 80;
      windows.recordEvaluation(Events.windowEnd("r", i, percent));
    }

    // Then
    RunMetrics metrics = report();
    assertThat(metrics.getWindows()).hasSize(RunWindows.KEPT);
    assertThat(metrics.getWindows().get(0).getWindow()).isEqualTo(6);
    assertThat(metrics.getMatrix()).hasSize(RunWindows.KEPT);
    assertThat(metrics.getMatrix().get(0).getAccuracy()).hasSize(RunWindows.KEPT);
    assertThat(metrics.getWindowsClosed()).isEqualTo(last + 1);
    assertThat(metrics.getAverageForgetting()).isEqualTo(.3, within(1e-12));
    assertThat(metrics.getExamples()).isEqualTo(last + 1);
  }

  @Test
  void shouldIgnoreWindowWhenItIsOlderThanTheBound() {
    // Given
    windows.recordWindow(Events.window("r", RunWindows.KEPT + 1, WindowState.OPENED));

    // When
    windows.recordEvaluation(Events.windowEnd("r", 0, 90));
    predict(0, 0, true);

    // Then
    RunMetrics metrics = report();
    assertThat(metrics.getWindows())
        .extracting(WindowMetrics::getWindow)
        .containsExactly(RunWindows.KEPT + 1);
    assertThat(metrics.getMatrix()).isEmpty();
    assertThat(metrics.getExamples()).isEqualTo(1);
  }

  @Test
  void shouldKeepMeansOfTheNewestWindowEndWhenTheNextWindowOpens() {
    // Given: window 0 has been forgotten most
    int[] percent = new int[RunWindows.KEPT];
    Arrays.fill(percent, 80);
    windows.recordEvaluation(Events.windowEnd("r", 0, 90));
    percent[0] = 20;
    windows.recordEvaluation(Events.windowEnd("r", RunWindows.KEPT - 1, percent));
    RunMetrics before = report();

    // When
    windows.recordWindow(Events.window("r", RunWindows.KEPT, WindowState.OPENED));

    // Then: F = .90 − .20, A = (63 · .80 + .20)/64
    RunMetrics metrics = report();
    assertThat(metrics.getWindows()).hasSize(RunWindows.KEPT + 1);
    assertThat(metrics.getWindows().get(0)).isEqualTo(before.getWindows().get(0));
    assertThat(metrics.getAverageForgetting()).isEqualTo(.7, within(1e-12));
    assertThat(metrics.getAverageAccuracy()).isEqualTo(.790625, within(1e-12));
    assertThat(metrics.getBackwardTransfer()).isEqualTo(before.getBackwardTransfer());
    assertThat(metrics.getMatrix())
        .extracting(MatrixRow::getWindow)
        .containsExactly(0, RunWindows.KEPT - 1);
  }

  @Test
  void shouldCountEveryWindowInLearningAccuracyWhenEvaluationsLagBehind() {
    // Given: all windows have opened before the first evaluation comes
    int ended = 2 * RunWindows.KEPT;
    for (int i = 0; i <= ended; i++) {
      windows.recordWindow(Events.window("r", i, WindowState.OPENED));
    }
    assertThat(report().getWindows()).hasSize(RunWindows.KEPT + 1);

    // When: .90 in the first half, .70 in the second
    for (int i = 0; i < ended; i++) {
      int[] percent = new int[i + 1];
      Arrays.fill(percent, i < RunWindows.KEPT ? 90 : 70);
      windows.recordEvaluation(Events.windowEnd("r", i, percent));
    }

    // Then
    assertThat(report().getLearningAccuracy()).isEqualTo(.8, within(1e-12));
    assertThat(report().getMatrix()).hasSize(RunWindows.KEPT);
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
}
