package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.guard.GuardRule;
import dev.lethe.learner.stream.Alarm;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.HealthReport;
import dev.lethe.learner.stream.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlarmsTest {
  private final Recorder recorder = new Recorder();

  private Recorder run(LearnerSpec spec, List<Example> stream) {
    try (Learner learner = new Learner(spec, recorder)) {
      stream.forEach(learner::accept);
    }
    return recorder;
  }

  private static LearnerSpec spec(String windows) {
    return Streams.spec("naive", windows, HoldoutRule.DEFAULT, 1);
  }

  private static Example scaled(Example example, float factor, int... features) {
    float[] values = ((Features.Floats) example.features()).values().clone();
    for (int feature : features) {
      values[feature] *= factor;
    }
    return new Example(
        example.id(), 0, new Features.Floats(values), example.label(), "a", Role.LEARN);
  }

  private HealthReport firstWith(String alarm) {
    return recorder.reports.stream()
        .filter(report -> report.alarms().stream().anyMatch(a -> a.name().equals(alarm)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldWarnAtTheTenthShortWindowWhenTasksAreInterleaved() {
    // Given
    List<Example> stream = new ArrayList<>();
    IntStream.range(0, 30)
        .forEach(i -> stream.add(Streams.learn("e" + i, i % 4, i % 2 == 0 ? "a" : "b")));

    // When
    run(spec("field"), stream);

    // Then
    assertThat(firstWith("tasks.interleaved").window()).isEqualTo(9);
    assertThat(recorder.lastAlarms()).containsExactly("tasks.interleaved");

    // When: the tasks come one after the other
    stream.addAll(Streams.task("a", 0, 100, Role.LEARN));
    stream.add(Streams.boundary());
    run(spec("field"), stream);

    // Then
    assertThat(recorder.lastAlarms()).isEmpty();
  }

  @Test
  void shouldNameTheColumnsWhenTheirScaleIsFarFromOne() {
    // When: columns 2 and 5 of 8 are 255 times larger
    run(
        spec("count(n=50)"),
        Streams.task("a", 0, 60, Role.LEARN).stream().map(e -> scaled(e, 255, 2, 5)).toList());

    // Then: within the first steps
    HealthReport report = firstWith("features.scale");
    assertThat(report.step()).isLessThanOrEqualTo(5);
    assertThat(report.alarms().get(0).text())
        .contains("columns 3, 6, counted from 1", "--model tabular");
  }

  @Test
  void shouldWarnWhenAllFeaturesAreSmallButNotWhenTheyAreSparse() {
    // When: a hundredth of the usual scale
    int[] all = IntStream.range(0, Streams.FEATURES).toArray();
    run(
        spec("count(n=50)"),
        Streams.task("a", 0, 60, Role.LEARN).stream().map(e -> scaled(e, .01f, all)).toList());

    // Then
    assertThat(firstWith("features.scale").alarms().get(0).text()).contains("all features");

    // When: one in forty values is 1, the others are 0
    List<Example> sparse = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      float[] values = new float[Streams.FEATURES];
      if (i % 5 == 0) {
        values[i / 5 % Streams.FEATURES] = 1;
      }
      sparse.add(new Example("s" + i, 0, new Features.Floats(values), i % 2, "a", Role.LEARN));
    }
    run(spec("count(n=50)"), sparse);

    // Then
    assertThat(recorder.lastAlarms()).doesNotContain("features.scale");
  }

  @Test
  void shouldWarnWhenAllFeaturesAreZero() {
    // When: a mapping of the producer is broken
    int[] all = IntStream.range(0, Streams.FEATURES).toArray();
    run(
        spec("count(n=50)"),
        Streams.task("a", 0, 60, Role.LEARN).stream().map(e -> scaled(e, 0, all)).toList());

    // Then
    assertThat(firstWith("features.scale").alarms().get(0).text()).contains("which are 0");
  }

  @Test
  void shouldWarnAtOnceWhenPixelsAreFloatsFrom0To255() {
    // Given: the case "scale of inputs"
    LearnerSpec spec =
        LearnerSpec.builder(Streams.FEATURES, Streams.CLASSES).windows("count(n=50)").build();
    Random random = new Random(1);
    List<Example> stream = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      float[] pixels = new float[Streams.FEATURES];
      for (int j = 0; j < pixels.length; j++) {
        pixels[j] = random.nextInt(256);
      }
      stream.add(new Example("e" + i, 0, new Features.Floats(pixels), i % 4, "a", Role.LEARN));
    }

    // When
    run(spec, stream);

    // Then
    HealthReport report = firstWith("features.scale");
    assertThat(report.step()).isEqualTo(2);
    assertThat(report.alarms().get(0).text())
        .contains("columns 1, 2, 3, 4, 5 and 3 more", "Scale the features");
    assertThat(recorder.alarms()).doesNotContain("features.outliers");
  }

  @Test
  void shouldNotWarnOfScaleWhenTheModelScalesItself() {
    // Given
    LearnerSpec tabular = spec("count(n=50)").toBuilder().model("tabular").build();

    // When
    run(
        tabular,
        Streams.task("a", 0, 60, Role.LEARN).stream().map(e -> scaled(e, 255, 2, 5)).toList());

    // Then
    assertThat(recorder.alarms()).isEmpty();
  }

  @Test
  void shouldWarnOfScaleOnlyWhenALaterChangeLasts() {
    // Given: column 3 is large for 200 rows, then for good
    List<Example> stream = new ArrayList<>();
    List<Example> task = Streams.task("a", 0, 4000, Role.LEARN);
    for (int i = 0; i < task.size(); i++) {
      boolean large = (i >= 600 && i < 800) || i >= 2020;
      stream.add(large ? scaled(task.get(i), 20, 3) : task.get(i));
    }

    // When
    run(spec("field"), stream.subList(0, 2020));

    // Then
    assertThat(recorder.alarms()).doesNotContain("features.scale");

    // When
    run(spec("field"), stream);

    // Then
    assertThat(firstWith("features.scale").alarms().get(0).text()).contains("column 4,");
  }

  @Test
  void shouldWarnWhenTheModelHasDiverged() {
    // Given
    LearnerSpec wild = Streams.spec("naive+sgd(lr=100)", "field", HoldoutRule.DEFAULT, 1);

    // When
    run(wild, Streams.task("a", 0, 1000, Role.LEARN));

    // Then
    assertThat(recorder.lastAlarms()).contains("diverged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"joint(passes=20)", "from-scratch(passes=20)"})
  void shouldNotCallAModelDivergedThatIsTrainedAtWindowEndsOnly(String method) {
    // Given: more than 100 steps of classes that the model was not trained on
    List<Example> stream = new ArrayList<>(Streams.task("a", 0, 600, Role.LEARN));
    stream.addAll(Streams.task("b", 2, 1000, Role.LEARN));

    // When
    run(Streams.spec(method, "field", HoldoutRule.DEFAULT, 1), stream);

    // Then
    assertThat(recorder.lastAlarms()).isEmpty();
  }

  @Test
  void shouldWarnWhenPredictionsDoNotDependOnTheFeatures() {
    // Given: steps so large that no hidden unit stays active
    LearnerSpec spec = Streams.spec("naive+sgd(lr=3)", "field", HoldoutRule.DEFAULT, 1);

    // When
    run(spec, Streams.task("a", 0, 400, Role.LEARN));

    // Then
    assertThat(firstWith("diverged").alarms())
        .extracting(Alarm::text)
        .anyMatch(text -> text.contains("predictions do not depend on the features"));
  }

  @Test
  void shouldNotCallAStreamDivergedWhenItsLabelsStayTheSameForLong() {
    // Given
    List<Example> stream = new ArrayList<>();
    for (int i = 0; i < 6000; i++) {
      stream.add(Streams.learn("e" + i, i / 2000 % 2, "a"));
    }

    // When
    run(spec("field"), stream);

    // Then
    assertThat(recorder.alarms()).isEmpty();
  }

  @Test
  void shouldWarnWhenManyStepsAreSkipped() {
    // Given: losses that are not finite
    float[] values = new float[Streams.FEATURES];
    Arrays.fill(values, -3.4e38f);
    var absurd = new Example("x", 0, new Features.Floats(values), 0, "a", Role.LEARN);
    LearnerSpec unguarded = spec("field").toBuilder().guard(GuardRule.OFF).build();
    List<Example> stream = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      stream.add(absurd);
    }
    stream.addAll(Streams.task("a", 0, 1100, Role.LEARN));

    // When
    run(unguarded, stream);

    // Then
    assertThat(recorder.alarms()).contains("steps.skipped");
    assertThat(recorder.lastAlarms()).doesNotContain("steps.skipped");
  }

  @Test
  void shouldRaiseNothingOnAnOrdinaryStream() {
    // Given
    var stream = new ArrayList<>(Cards.twoTasks());
    stream.addAll(Streams.task("c", 1, 2000, Role.LEARN));

    // When, Then
    assertThat(run(spec("field"), stream).alarms()).isEmpty();
  }

  @Test
  void shouldContinueDetectingWhenRestored() {
    // Given: the tenth short window comes after the saved point
    List<Example> stream = new ArrayList<>();
    IntStream.range(0, 12)
        .forEach(i -> stream.add(Streams.learn("e" + i, i % 4, i % 2 == 0 ? "a" : "b")));
    var state = new ByteArrayOutputStream();
    try (Learner learner = new Learner(spec("field"), new Recorder())) {
      stream.subList(0, 8).forEach(learner::accept);
      learner.save(state);
    }

    // When
    try (Learner learner = new Learner(spec("field"), recorder)) {
      learner.restore(new ByteArrayInputStream(state.toByteArray()));
      stream.subList(8, 12).forEach(learner::accept);
    }

    // Then
    assertThat(firstWith("tasks.interleaved").window()).isEqualTo(9);
  }
}
