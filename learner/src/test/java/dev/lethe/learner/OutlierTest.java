package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.guard.GuardRule;
import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    assertThat(last("examples.guarded")).isBetween(3.0, 5.0);
    assertThat(last("steps.skipped")).isZero();
    assertThat(recorder.ids()).as("they are predicted").hasSize(1000);
    assertThat(recorder.alarms()).containsExactly("features.outliers");
  }

  @Test
  void shouldKeepTheFirstRowOutWhenItAloneIsAbsurd() {
    // When
    double accuracy =
        accuracy(spec("naive").toBuilder().batchSize(1).build(), withOutliers(1e5f, 0, 1));

    // Then
    assertThat(accuracy).isGreaterThan(0.95);
  }

  @ParameterizedTest
  @ValueSource(floats = {1e16f, -1e30f, 3e38f})
  void shouldLearnWhenTheFirstRowsAreTooLargeForFloats(float value) {
    // When
    double accuracy =
        accuracy(spec("naive"), withOutliers(value, IntStream.range(0, 80).toArray()));

    // Then
    assertThat(accuracy).isGreaterThan(0.95);
    assertThat(recorder.alarms())
        .contains("features.outliers", "steps.skipped")
        .doesNotContain("diverged");
  }

  @Test
  void shouldLearnWhenThirtyRowsInARowAreAbsurd() {
    // When
    double accuracy =
        accuracy(spec("er(memory=100)"), withOutliers(1e5f, IntStream.range(400, 430).toArray()));

    // Then
    assertThat(accuracy).isGreaterThan(0.95);
  }

  @ParameterizedTest
  @CsvSource({"0, 1e5", "0, 3e38", "700, 3e38", "999, -1e20"})
  void shouldEvaluateOtherRowsAsUsualWhenATestRowIsAbsurd(int position, float value) {
    // Given
    List<Example> stream = new ArrayList<>(clean());
    Example test = withFeature(stream.get(5), 2, value);
    stream.add(position, new Example("t", 0, test.features(), test.label(), "a", Role.EVALUATE));

    // When
    accuracy(spec("naive"), stream);
    List<Evaluation> spoilt = List.copyOf(recorder.evaluations);
    recorder.evaluations.clear();
    double absurd = last("holdout.absurd");
    accuracy(spec("naive"), clean());

    // Then: the row does not count
    assertThat(spoilt).isEqualTo(recorder.evaluations);
    assertThat(absurd).isEqualTo(1);
    assertThat(recorder.alarms()).isEmpty();
  }

  @Test
  void shouldCountAllTestRowsWhenAllAreLarge() {
    // Given
    List<Example> stream = new ArrayList<>();
    Streams.task("a", 0, 50, Role.EVALUATE)
        .forEach(
            e ->
                stream.add(
                    new Example(
                        e.id(), 0, scaled(e, 1000).features(), e.label(), "a", Role.EVALUATE)));
    stream.addAll(scaledFrom(0, 1000));
    stream.add(Streams.boundary());

    // When
    try (Learner learner = new Learner(Streams.spec("naive+sgd(lr=1e-6)", 1), recorder)) {
      stream.forEach(learner::accept);
    }

    // Then
    assertThat(recorder.evaluations.get(0).results().get(0).examples()).isEqualTo(50);
    assertThat(recorder.health.get(0)).doesNotContainKey("holdout.absurd");
  }

  @Test
  void shouldFollowWhenAllRowsBecomeLarger() {
    // When
    accuracy(spec("naive+sgd(lr=1e-6)"), scaledFrom(400, 1000));

    // Then: the level follows after 50 rows
    assertThat(last("examples.guarded")).isBetween(40.0, 60.0);
    assertThat(recorder.lastAlarms()).contains("features.outliers");
  }

  @Test
  void shouldTrainOnAllRowsWhenAllAreLarge() {
    // When
    accuracy(spec("naive+sgd(lr=1e-6)"), scaledFrom(0, 1000));

    // Then
    assertThat(last("examples.guarded")).isZero();
    assertThat(recorder.lastAlarms()).contains("features.scale");
  }

  private static Example scaled(Example example, float factor) {
    Example scaled = example;
    for (int feature = 0; feature < Streams.FEATURES; feature++) {
      float value = ((Features.Floats) example.features()).values()[feature];
      scaled = withFeature(scaled, feature, factor * value);
    }
    return scaled;
  }

  private static List<Example> scaledFrom(int first, float factor) {
    List<Example> stream = new ArrayList<>(clean());
    for (int i = first; i < stream.size(); i++) {
      stream.set(i, scaled(stream.get(i), factor));
    }
    return stream;
  }

  @Test
  void shouldConvergeWhenGradientsAreClipped() {
    // Given: ten rows that are 60 times larger, which the guard accepts
    List<Example> stream = new ArrayList<>(clean());
    for (int i = 100; i < 110; i++) {
      stream.set(i, scaled(stream.get(i), 60));
    }
    LearnerSpec exploding = spec("derpp(memory=100)+sgd(lr=0.3)");

    // When
    accuracy(exploding, stream);

    // Then
    assertThat(recorder.alarms()).contains("diverged");

    // When
    recorder.reports.clear();
    double accuracy =
        accuracy(exploding.toBuilder().guard(GuardRule.parse("30:clip=1")).build(), stream);

    // Then
    assertThat(accuracy).isGreaterThan(0.95);
    assertThat(last("steps.clipped")).isPositive();
    assertThat(recorder.alarms()).doesNotContain("diverged");
  }

  @Test
  void shouldTrainOnEverythingWhenTheGuardIsOff() {
    // Given
    LearnerSpec off = spec("naive").toBuilder().guard(GuardRule.OFF).build();

    // When
    accuracy(off, withOutliers(1e30f, 3, 411, 700));

    // Then
    assertThat(last("examples.guarded")).isZero();
    assertThat(last("steps.skipped")).isPositive();
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

  @Test
  void shouldKeepTheSameRowsOutWhenRestored() {
    // Given: a change of scale, half of which the guard has seen
    List<Example> stream = scaledFrom(400, 1000);
    var state = new ByteArrayOutputStream();
    var before = new Recorder();
    var expected = new ByteArrayOutputStream();
    try (Learner learner = new Learner(spec("naive"), before)) {
      stream.subList(0, 430).forEach(learner::accept);
      learner.save(state);
      stream.subList(430, 600).forEach(learner::accept);
      learner.save(expected);
    }

    // When
    var actual = new ByteArrayOutputStream();
    try (Learner learner = new Learner(spec("naive"), recorder)) {
      learner.restore(new ByteArrayInputStream(state.toByteArray()));
      stream.subList(430, 600).forEach(learner::accept);
      learner.save(actual);
    }

    // Then
    assertThat(actual.toByteArray()).isEqualTo(expected.toByteArray());
    assertThat(last("examples.guarded")).isPositive();
  }

  private double last(String metric) {
    return recorder.health.get(recorder.health.size() - 1).get(metric);
  }
}
