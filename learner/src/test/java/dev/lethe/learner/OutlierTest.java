package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.guard.GuardRule;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The case "one-outlier-1e5": an absurd row must not spoil everything after it. */
class OutlierTest {
  private final Recorder recorder = new Recorder();

  private static LearnerSpec spec(String method) {
    return Streams.spec(method, "count(n=500)", new HoldoutRule(0.2, 1000, 64), 1);
  }

  private static Example withFeature(Example example, int feature, float value) {
    float[] values = ((Features.Floats) example.features()).values().clone();
    values[feature] = value;
    return new Example(
        example.id(), 0, new Features.Floats(values), example.label(), "a", Role.LEARN);
  }

  private static List<Example> clean() {
    return Streams.task("a", 0, 1000, Role.LEARN);
  }

  private static List<Example> withOutliers(float value, int... rows) {
    List<Example> stream = new ArrayList<>(clean());
    for (int row : rows) {
      stream.set(row, withFeature(stream.get(row), row % Streams.FEATURES, value));
    }
    return stream;
  }

  private double accuracy(LearnerSpec spec, List<Example> stream) {
    try (Learner learner = new Learner(spec, recorder)) {
      stream.forEach(learner::accept);
    }
    return recorder.accuracy(recorder.evaluations.get(recorder.evaluations.size() - 1), 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "naive",
        "er-ace(memory=100)",
        "er(memory=100)+adam(lr=0.01)",
        "mir(memory=100)+momentum(lr=0.01)",
        "derpp(memory=100)",
        "agem(memory=100)+rmsprop(lr=0.001)",
        "gdumb(memory=100)",
        "naive+ewc"
      })
  void shouldLearnAsWellAsFromTheCleanStreamWhenThreeRowsAreAbsurd(String method) {
    // When
    double spoilt = accuracy(spec(method), withOutliers(1e5f, 3, 411, 700));
    double expected = accuracy(spec(method), clean());

    // Then
    assertThat(spoilt).isCloseTo(expected, within(0.02)).isGreaterThan(0.9);
  }

  @ParameterizedTest
  @ValueSource(floats = {-1e3f, 1e4f, -1e10f, 1e30f})
  void shouldKeepAbsurdRowsOutOfTrainingWhateverTheirSize(float value) {
    // When
    double accuracy = accuracy(spec("naive"), withOutliers(value, 0, 500, 501, 502, 503));

    // Then
    assertThat(accuracy).isGreaterThan(0.95);
    assertThat(sum("examples.guarded")).isBetween(3.0, 5.0);
    assertThat(sum("steps.skipped")).isZero();
    assertThat(recorder.ids()).as("they are predicted").hasSize(1000);
  }

  @Test
  void shouldFollowWhenAllRowsBecomeLarger() {
    // Given
    List<Example> stream = new ArrayList<>(clean());
    for (int i = 400; i < 1000; i++) {
      Example example = stream.get(i);
      for (int feature = 0; feature < Streams.FEATURES; feature++) {
        float value = ((Features.Floats) example.features()).values()[feature];
        example = withFeature(example, feature, 100 * value);
      }
      stream.set(i, example);
    }

    // When
    accuracy(spec("naive+sgd(lr=1e-5)"), stream);

    // Then
    assertThat(sum("examples.guarded")).isBetween(20.0, 120.0);
    assertThat(recorder.alarms()).contains("features.outliers", "features.scale");
  }

  @Test
  void shouldTrainOnEverythingWhenTheGuardIsOff() {
    // Given
    LearnerSpec off = spec("naive").toBuilder().guard(GuardRule.OFF).build();

    // When
    accuracy(off, withOutliers(1e30f, 3, 411, 700));

    // Then
    assertThat(sum("examples.guarded")).isZero();
    assertThat(sum("steps.skipped")).isPositive();
  }

  @Test
  void shouldNotChangeOrdinaryStreams() {
    // Given
    LearnerSpec off = spec("er-ace(memory=100)").toBuilder().guard(GuardRule.OFF).build();
    var unguarded = new Recorder();
    try (Learner learner = new Learner(off, unguarded)) {
      clean().forEach(learner::accept);
    }

    // When
    accuracy(spec("er-ace(memory=100)"), clean());

    // Then
    assertThat(recorder.predictions).isEqualTo(unguarded.predictions);
    assertThat(recorder.alarms()).isEmpty();
  }

  private double sum(String metric) {
    List<Double> values =
        recorder.health.stream().map(each -> each.getOrDefault(metric, 0.0)).toList();
    return values.get(values.size() - 1);
  }
}
