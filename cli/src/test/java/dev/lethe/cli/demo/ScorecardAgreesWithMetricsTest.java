package dev.lethe.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.Scorecard;
import dev.lethe.learner.scorecard.ScorecardListener;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.scorecard.Stability;
import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Role;
import dev.lethe.learner.stream.TaskWindow;
import dev.lethe.measures.AccuracyMatrix;
import dev.lethe.schemas.EvaluationKind;
import dev.lethe.schemas.HoldoutResult;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.WindowState;
import dev.lethe.streams.metrics.MetricsReport;
import dev.lethe.streams.metrics.RunProgress;
import dev.lethe.streams.metrics.RunWindows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard shows metrics of the streams app and of the scorecard on one page. */
class ScorecardAgreesWithMetricsTest {
  private static final int FEATURES = 8;
  private static final int CLASSES = 4;
  private static final int WINDOWS = AccuracyMatrix.RETAINED + 6;

  /** Feeds the metrics of the streams app with the events of a run. */
  private static final class Comparison implements ScorecardListener {
    private final RunWindows windows = new RunWindows();
    private final List<Scorecard> scorecards = new ArrayList<>();

    private RunMetrics metrics() {
      return MetricsReport.of("run", new RunProgress(), windows);
    }

    private void windowChanged(TaskWindow window, WindowState state) {
      windows.recordWindow(
          new dev.lethe.schemas.TaskWindow(
              "run",
              window.number(),
              window.task(),
              state,
              window.step(),
              window.examples(),
              Instant.EPOCH));
    }

    @Override
    public void windowOpened(TaskWindow window) {
      windowChanged(window, WindowState.OPENED);
      if (!scorecards.isEmpty()) {
        assertAgreement();
      }
    }

    @Override
    public void windowClosed(TaskWindow window) {
      windowChanged(window, WindowState.CLOSED);
    }

    @Override
    public void evaluated(Evaluation evaluation) {
      windows.recordEvaluation(
          new dev.lethe.schemas.Evaluation(
              "run",
              EvaluationKind.valueOf(evaluation.kind().name()),
              evaluation.window(),
              evaluation.step(),
              evaluation.examples(),
              Instant.EPOCH,
              evaluation.results().stream()
                  .map(
                      result ->
                          new HoldoutResult(
                              result.window(),
                              result.task(),
                              result.examples(),
                              result.correct(),
                              result.loss(),
                              null,
                              null))
                  .toList()));
    }

    @Override
    public void scored(Scorecard scorecard) {
      scorecards.add(scorecard);
      assertAgreement();
    }

    private void assertAgreement() {
      Scorecard scorecard = scorecards.get(scorecards.size() - 1);
      Stability stability = scorecard.stability();
      RunMetrics metrics = metrics();
      assertThat(metrics.getAverageAccuracy())
          .as("accuracy after window %d", scorecard.window())
          .isEqualTo(orNull(stability.accuracy()));
      assertThat(metrics.getAverageForgetting())
          .as("forgetting after window %d", scorecard.window())
          .isEqualTo(orNull(stability.forgetting()));
      assertThat(metrics.getLearningAccuracy())
          .as("learning accuracy after window %d", scorecard.window())
          .isEqualTo(orNull(stability.learningAccuracy()));
    }

    private static Double orNull(double value) {
      return Double.isNaN(value) ? null : value;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {HoldoutRule.MAX_WINDOWS, 3})
  void shouldShowOneValuePerMetricWhenMoreWindowsEndThanAreRetained(int holdouts) {
    // Given
    var spec =
        LearnerSpec.builder(FEATURES, CLASSES)
            .method("naive+sgd(lr=0.1)")
            .model("mlp(hidden=4)")
            .holdout(new HoldoutRule(0, 10, holdouts))
            .batchSize(5)
            .build();
    var comparison = new Comparison();

    // When, Then: after each window end, and again when the next window has opened
    try (var learner = new ScoredLearner(spec, ReferenceNetworks.NONE, comparison)) {
      for (int window = 0; window < WINDOWS; window++) {
        if (window % 20 != 7) {
          accept(learner, window, 7, Role.EVALUATE);
        }
        accept(learner, window, 12, Role.LEARN);
      }
      learner.accept(example(0, null, Role.BOUNDARY, new Random(1)));
    }
    assertThat(comparison.scorecards).hasSize(WINDOWS);
    assertThat(comparison.metrics().getWindowsClosed()).isEqualTo(WINDOWS);
    assertThat(comparison.metrics().getAverageForgetting()).isNotNull().isNotZero();
  }

  private static void accept(ScoredLearner learner, int window, int examples, Role role) {
    var random = new Random(window);
    for (int i = 0; i < examples; i++) {
      learner.accept(example(window % 2 * 2 + i % 2, "task-" + window, role, random));
    }
  }

  private static Example example(int label, String task, Role role, Random random) {
    float[] features = new float[role == Role.BOUNDARY ? 0 : FEATURES];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian() + (i % CLASSES == label ? 1 : 0);
    }
    return new Example(
        role + "-" + task + "-" + random.nextInt(),
        0,
        new Features.Floats(features),
        role == Role.BOUNDARY ? Example.UNLABELLED : label,
        task,
        role);
  }
}
