package dev.lethe.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.Learner;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.learner.stream.LearnerListener;
import dev.lethe.learner.stream.Prediction;
import dev.lethe.learner.stream.Role;
import dev.lethe.learner.stream.TaskWindow;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayMetricsTest {
  private final ReplayMetrics metrics = new ReplayMetrics();

  @Test
  void shouldComputeTheMetricsOfEachWindowAndOfAll() {
    // Given two windows, of which the first is partly forgotten
    window(0, new int[] {1, 1, 0, 1}, result(0, 9));
    window(1, new int[] {0, 1}, result(0, 5), result(1, 8));
    // When
    ReplayMetrics.Summary summary = summary();
    // Then
    assertThat(summary.windows()).extracting(ReplayMetrics.Window::predictions).contains(4L, 2L);
    assertThat(summary.windows().get(0).onlineAccuracy()).isEqualTo(0.75);
    assertThat(summary.windows().get(0).averageAccuracy()).isEqualTo(0.9);
    assertThat(summary.windows().get(0).forgetting()).isNaN();
    assertThat(summary.windows().get(1).onlineAccuracy()).isEqualTo(0.5);
    assertThat(summary.onlineAccuracy()).isEqualTo(4 / 6.0);
    assertThat(summary.averageAccuracy()).isEqualTo(0.65, within(1e-12));
    assertThat(summary.learningAccuracy()).isEqualTo(0.85, within(1e-12));
    assertThat(summary.forgetting()).isEqualTo(0.4, within(1e-12));
    assertThat(summary.backwardTransfer()).isEqualTo(-0.4, within(1e-12));
  }

  @Test
  void shouldKeepTheNewestWindowsOnly() {
    for (int number = 0; number < 1_200; number++) {
      window(number, new int[] {1});
    }
    assertThat(summary().windows()).hasSize(1_000).last().extracting("window").isEqualTo(1_199);
  }

  private ReplayMetrics.Summary summary() {
    try (var learner = new Learner(LearnerSpec.builder(1, 2).build(), new LearnerListener() {})) {
      return metrics.summary(learner);
    }
  }

  private void window(int number, int[] correct, HoldoutResult... results) {
    metrics.windowOpened(new TaskWindow(number, "t" + number, 0, 0, 0));
    for (int each : correct) {
      metrics.predicted(
          new Example("e", 0, new Features.Floats(new float[1]), 1, null, Role.LEARN),
          new Prediction(number, 0, each, 0.5f));
    }
    metrics.windowClosed(new TaskWindow(number, "t" + number, 0, 0, 0));
    if (results.length > 0) {
      metrics.evaluated(
          new Evaluation(Evaluation.Kind.WINDOW_END, number, 0, 0, 0, List.of(results)));
    }
  }

  private static HoldoutResult result(int window, int correct) {
    return new HoldoutResult(window, "t" + window, 10, correct, correct, 0);
  }
}
