package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.guard.GuardRule;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Finite inputs whose losses or gradients are not finite. */
class LearnerOverflowTest {
  private static Example filled(String id, float value) {
    float[] values = new float[Streams.FEATURES];
    Arrays.fill(values, value);
    return new Example(id, 0, new Features.Floats(values), 0, "a", Role.LEARN);
  }

  private static List<Example> stream(float value) {
    List<Example> stream = new ArrayList<>(Streams.task("a", 0, 200, Role.LEARN));
    stream.add(42, filled("far-out", value));
    stream.add(Streams.boundary());
    return stream;
  }

  private static Recorder learn(LearnerSpec spec, float value) {
    var recorder = new Recorder();
    LearnerSpec unguarded = spec.toBuilder().guard(GuardRule.OFF).build();
    try (var learner = new Learner(unguarded, recorder)) {
      stream(value).forEach(learner::accept);
    }
    return recorder;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "er(memory=50,batch=50);    -3.4e38",
        "er(memory=50,batch=50);    -1e25",
        "derpp(memory=50,batch=50); -3.4e38",
        "agem(memory=50,batch=50);  -3.4e38",
        "agem(memory=50,batch=50);  -1e25",
        "gem(memory=50);            -3.4e38",
        "mir(memory=50,batch=50);   -3.4e38"
      })
  void shouldNotStoreARowThatWouldOverflowEveryStepWithIt(String method, float value) {
    // When: only the step of the row itself is skipped
    Recorder recorder = learn(Streams.spec(method, 1), value);

    // Then
    double skipped =
        recorder.health.stream()
            .mapToDouble(metrics -> metrics.getOrDefault("steps.skipped", 0.0))
            .sum();
    assertThat(skipped).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(floats = {1e8f, 1e15f, 1e18f, 1e22f, 1e30f})
  void shouldTrainTheSameHoweverOftenHealthIsReported(float value) {
    // Given
    LearnerSpec seldom = Streams.spec("naive+sgd(lr=1e-9)", 1);
    LearnerSpec always = seldom.toBuilder().healthEvery(1).build();

    // When, Then
    assertThat(learn(always, value).predictions).isEqualTo(learn(seldom, value).predictions);
  }

  @Test
  void shouldEvaluateTheTrainedModelBeforeAnyReset() {
    // Given
    List<Example> stream = new ArrayList<>(Streams.task("a", 0, 400, Role.LEARN));
    Random random = new Random(1);
    for (int i = 0; i < 50; i++) {
      stream.add(
          7 * i, new Example("h" + i, 0, Streams.cloud(i % 2, random), i % 2, "a", Role.EVALUATE));
    }
    stream.add(Streams.boundary());
    var recorder = new Recorder();

    // When
    try (var learner =
        new Learner(
            Streams.spec("network-reset", "field", new HoldoutRule(0, 100, 8), 1), recorder)) {
      stream.forEach(learner::accept);
    }

    // Then
    assertThat(recorder.accuracy(recorder.evaluations.get(0), 0)).isGreaterThan(0.9);
    assertThat(recorder.health.get(recorder.health.size() - 1))
        .containsEntry("network-reset.renewals", 1.0);
  }
}
