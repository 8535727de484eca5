package dev.lethe.compare.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.compare.results.RunMetric;
import dev.lethe.compare.results.RunResult.ClassResult;
import dev.lethe.compare.results.RunResult.CurvePoint;
import dev.lethe.compare.results.RunResult.WindowResult;
import dev.lethe.schemas.Alarm;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.EvaluationKind;
import dev.lethe.schemas.Health;
import dev.lethe.schemas.HoldoutResult;
import dev.lethe.schemas.Scorecard;
import dev.lethe.schemas.TaskWindow;
import dev.lethe.schemas.WindowState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunRecorderTest {
  private static final Instant TIME = Instant.EPOCH;

  private final RunRecorder recorder = new RunRecorder();

  @Test
  void shouldComputeMetricsFromPublishedRecords() {
    // Given: two windows of two predictions
    predict(0, 1, 1);
    predict(0, 1, 0);
    predict(1, 2, 2);
    predict(1, 2, 2);
    recorder.window(new TaskWindow("r", 1, "b", WindowState.OPENED, 1L, 2L, TIME));
    evaluate(EvaluationKind.WINDOW_END, 0, 2L, 9);
    evaluate(EvaluationKind.PERIODIC, 1, 3L, 4, 5);
    evaluate(EvaluationKind.WINDOW_END, 1, 4L, 7, 8);
    recorder.scored(scorecard(0.9, null));
    recorder.scored(scorecard(0.7, 0.1));

    // When
    Map<String, Double> metrics = recorder.metrics();

    // Then
    expect(metrics, RunMetric.AVERAGE_ACCURACY, 0.75);
    expect(metrics, RunMetric.AVERAGE_FORGETTING, 0.2);
    expect(metrics, RunMetric.LEARNING_ACCURACY, 0.85);
    expect(metrics, RunMetric.BACKWARD_TRANSFER, -0.2);
    expect(metrics, RunMetric.PREQUENTIAL_ACCURACY, 0.75);
    expect(metrics, RunMetric.ANYTIME_ACCURACY, (0.9 + 0.45 + 0.75) / 3);
    expect(metrics, RunMetric.STABILITY_GAP, 0.5);
    expect(metrics, RunMetric.PLASTICITY_RATIO, 0.8);
    expect(metrics, RunMetric.WARM_START_GAP, 0.1);
    PredictionCounts counts = recorder.predictions();
    assertThat(counts.classes())
        .containsExactly(
            new ClassResult(0, 1, 0), new ClassResult(1, 1, 1), new ClassResult(2, 2, 2));
    assertThat(counts.windows(recorder.tasks()))
        .containsExactly(new WindowResult(0, null, 2, 0.5), new WindowResult(1, "b", 2, 1));
    assertThat(counts.streamWindows(recorder.tasks()).get(1).classes()).isEqualTo(Map.of(2, 2L));
    assertThat(recorder.curve().stream().map(CurvePoint::examples)).isSorted();
    assertThat(recorder.curve()).contains(new CurvePoint(3, 1, 0.45, 0.5, Double.NaN, false));
  }

  @Test
  void shouldLeaveOutMetricsThatAreNotDefined() {
    predict(0, 1, null);
    assertThat(recorder.metrics()).isEmpty();
    assertThat(recorder.predictions().all().examples()).isOne();
  }

  @Test
  void shouldKnowTheAlarmsAndADivergedModel() {
    // Given
    recorder.health(health(List.of(new Alarm("features.scale", "first", TIME))));
    recorder.health(
        health(
            List.of(
                new Alarm("features.scale", "second", TIME), new Alarm("diverged", "loss", TIME))));
    // Then
    assertThat(recorder.alarms()).extracting("name").containsExactly("diverged", "features.scale");
    assertThat(recorder.alarms()).extracting("text").contains("first");
    assertThat(recorder.diverged()).isEqualTo("loss");
    assertThat(recorder.deadLetters()).isEqualTo(3);
    // When: it recovers
    recorder.health(health(List.of()));
    // Then
    assertThat(recorder.diverged()).isNull();
  }

  private void predict(int window, int predicted, Integer label) {
    recorder.predicted(window, predicted, label);
  }

  /** Adds an evaluation of the holdouts of windows 0, 1, …, with ten examples each. */
  private void evaluate(EvaluationKind kind, int window, long examples, int... correct) {
    List<HoldoutResult> results = new ArrayList<>();
    for (int j = 0; j < correct.length; j++) {
      results.add(new HoldoutResult(j, null, 10, correct[j], 1.0, null, null));
    }
    recorder.evaluated(new Evaluation("r", kind, window, 1L, examples, TIME, results));
  }

  private static Scorecard scorecard(Double plasticity, Double gap) {
    return Scorecard.newBuilder()
        .setRun("r")
        .setWindow(0)
        .setStep(1)
        .setEventTime(TIME)
        .setPlasticityRatio(plasticity)
        .setWarmStartGap(gap)
        .build();
  }

  private static Health health(List<Alarm> alarms) {
    return new Health("r", 1L, 0, TIME, Map.of("dead.letters", 3.0), alarms);
  }

  private static void expect(Map<String, Double> metrics, RunMetric metric, double value) {
    assertThat(metrics.get(metric.key())).as(metric.key()).isCloseTo(value, within(1e-9));
  }
}
