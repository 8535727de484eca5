package dev.lethe.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.scorecard.Plasticity;
import dev.lethe.learner.scorecard.Scorecard;
import dev.lethe.learner.scorecard.Stability;
import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.learner.stream.Prediction;
import dev.lethe.learner.stream.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunRecorderTest {
  private final RunRecorder recorder = new RunRecorder();

  private static Scorecard card(int window, double online, double freshOnline, double gap) {
    return new Scorecard(
        window,
        null,
        10,
        0,
        new Stability(0.5, Double.NaN, 0, 0.5),
        new Plasticity(online, freshOnline, 0.5, 0.5, 20, 20),
        gap);
  }

  @Test
  void shouldAveragePlasticityOverWindowsAndUseTheLastGap() {
    // Given: the second window has nothing to compare
    recorder.scored(card(0, 0.5, 0.5, 0.25));
    recorder.scored(card(1, Double.NaN, Double.NaN, 0.75));

    // When
    recorder.scored(card(2, 0.25, 0.5, -0.125));

    // Then
    assertThat(Metric.of(recorder))
        .containsAllEntriesOf(Map.of(Metric.PLASTICITY, 0.75, Metric.WARM_START_GAP, -0.125));
  }

  @Test
  void shouldHaveNoPlasticityWithoutReferenceNetworks() {
    // When
    recorder.scored(card(0, Double.NaN, Double.NaN, Double.NaN));

    // Then
    assertThat(Metric.of(recorder))
        .containsEntry(Metric.PLASTICITY, Double.NaN)
        .containsEntry(Metric.WARM_START_GAP, Double.NaN);
  }

  private static Evaluation row(int window, HoldoutResult... results) {
    return new Evaluation(Evaluation.Kind.WINDOW_END, window, 0, 0, 0, List.of(results));
  }

  @Test
  void shouldHandleMissingAndDroppedHoldouts() {
    // Given: window 1 has no holdout, that of window 0 is dropped after window 2
    recorder.evaluated(row(0, new HoldoutResult(0, null, 10, 10, 10, 0)));
    recorder.evaluated(row(1, new HoldoutResult(0, null, 10, 8, 8, 0)));
    recorder.evaluated(
        row(2, new HoldoutResult(0, null, 10, 5, 5, 0), new HoldoutResult(2, null, 10, 9, 9, 0)));

    // When
    recorder.evaluated(
        row(3, new HoldoutResult(2, null, 10, 6, 6, 0), new HoldoutResult(3, null, 10, 10, 10, 0)));

    // Then: forgetting .9 − .6; .6 and 1 at the end; 1, .9 and 1 after training
    Map<Metric, Double> metrics = Metric.of(recorder);
    assertThat(metrics.get(Metric.FORGETTING)).isCloseTo(0.3, within(1e-12));
    assertThat(metrics.get(Metric.CLASS)).isCloseTo(0.8, within(1e-12));
    assertThat(metrics.get(Metric.LEARNING)).isCloseTo(2.9 / 3, within(1e-12));
  }

  @Test
  void shouldNumberRowsByWindowWhenTheFirstHasNoHoldout() {
    // Given: no result at the end of window 0
    recorder.evaluated(row(0));
    recorder.evaluated(row(1, new HoldoutResult(1, null, 10, 8, 9, 0)));

    // When
    recorder.evaluated(
        row(2, new HoldoutResult(1, null, 10, 6, 7, 0), new HoldoutResult(2, null, 30, 30, 30, 0)));

    // Then
    Map<Metric, Double> metrics = Metric.of(recorder);
    assertThat(metrics.get(Metric.FORGETTING)).isCloseTo(0.2, within(1e-12));
    assertThat(metrics.get(Metric.TASK_FORGETTING)).isCloseTo(0.2, within(1e-12));
    assertThat(metrics.get(Metric.LEARNING)).isCloseTo(0.9, within(1e-12));
    assertThat(metrics.get(Metric.TASK_LEARNING)).isCloseTo(0.95, within(1e-12));
    assertThat(metrics.get(Metric.OVERALL)).as("36 of 40").isEqualTo(0.9);
    assertThat(metrics.get(Metric.AAA)).as("no periodic evaluation").isNaN();
  }

  @Test
  void shouldAverageAllEvaluationsWhenSomeArePeriodic() {
    // When
    recorder.evaluated(
        new Evaluation(
            Evaluation.Kind.PERIODIC,
            0,
            0,
            0,
            0,
            List.of(new HoldoutResult(0, null, 10, 2, 2, 0))));
    recorder.evaluated(row(0, new HoldoutResult(0, null, 10, 6, 6, 0)));

    // Then
    assertThat(Metric.of(recorder))
        .containsEntry(Metric.AAA, 0.4)
        .containsEntry(Metric.LEARNING, 0.6);
  }

  @Test
  void shouldScoreLabelledPredictionsOnly() {
    // When: labels 0 0 1 and one unlabelled, of which 0 is predicted
    for (int label : new int[] {0, Example.UNLABELLED, 0, 1}) {
      recorder.predicted(example(label), new Prediction(0, 0, 0, 0.5f));
    }

    // Then
    assertThat(Metric.of(recorder))
        .containsEntry(Metric.PREQUENTIAL, 2.0 / 3)
        .containsEntry(Metric.ONLINE_LAST, 2.0 / 3)
        .containsEntry(Metric.NO_CHANGE, 1.0 / 3);
  }

  private static Example example(int label) {
    return new Example("x", 0, new Features.Floats(new float[1]), label, null, Role.LEARN);
  }
}
