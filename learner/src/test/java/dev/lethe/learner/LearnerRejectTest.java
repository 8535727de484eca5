package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.ExampleOutcome;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LearnerRejectTest {
  private static final float[] FINE = new float[Streams.FEATURES];

  private final Recorder recorder = new Recorder();
  private final Learner learner = new Learner(Streams.spec("naive", 1), recorder);

  @AfterEach
  void close() {
    learner.close();
  }

  private static Example example(float[] values, int label, Role role) {
    return new Example("x", 5, new Features.Floats(values), label, "a", role);
  }

  private ExampleOutcome rejected(String reason) {
    return new ExampleOutcome.Rejected(0, reason);
  }

  @Test
  void shouldGiveTheReasonWhenAnExampleDoesNotFit() {
    // Given
    float[] broken = FINE.clone();
    broken[3] = Float.NEGATIVE_INFINITY;

    // When, Then
    assertThat(learner.accept(example(new float[2], 0, Role.LEARN)))
        .isEqualTo(rejected("features: got 2, expected 8"));
    assertThat(learner.accept(example(broken, 0, Role.LEARN)))
        .isEqualTo(
            rejected(
                "features: got NaN or infinity in feature column 4, counted from 1, expected finite numbers"));
    assertThat(learner.accept(example(FINE, 4, Role.LEARN)))
        .isEqualTo(rejected("label: got 4, expected a class in [0, 4)"));
    assertThat(learner.accept(example(FINE, -2, Role.EVALUATE)))
        .isEqualTo(rejected("label: got -2, expected a class in [0, 4)"));
    assertThat(learner.accept(example(FINE, Example.UNLABELLED, Role.EVALUATE)))
        .isEqualTo(rejected("label: got none, expected one: EVALUATE needs a label"));
  }

  @Test
  void shouldAcceptEveryExampleThatFits() {
    // When, Then
    assertThat(learner.accept(example(FINE, 3, Role.LEARN)))
        .isInstanceOf(ExampleOutcome.Accepted.class);
    assertThat(learner.accept(example(FINE, Example.UNLABELLED, Role.LEARN)))
        .isInstanceOf(ExampleOutcome.Accepted.class);
    assertThat(learner.accept(Streams.boundary())).isInstanceOf(ExampleOutcome.Accepted.class);
  }

  @Test
  void shouldChangeNothingWhenAnExampleIsRejected() {
    // Given
    byte[] before = learner.digest();

    // When
    ExampleOutcome outcome = learner.accept(example(FINE, 9, Role.LEARN));

    // Then
    assertThat(outcome).isEqualTo(rejected("label: got 9, expected a class in [0, 4)"));
    assertThat(learner.digest()).isEqualTo(before);
    assertThat(recorder.lines).isEmpty();
  }

  @Test
  void shouldRejectSpecificationOutOfRange() {
    // When, Then
    assertRejected(LearnerSpec.builder(0, 2), "features: got '0', expected at least 1");
    assertRejected(LearnerSpec.builder(1, 1), "classes: got '1', expected at least 2");
    assertRejected(valid().batchSize(0), "batchSize: got '0', expected at least 1");
    assertRejected(valid().evaluateEvery(-1), "evaluateEvery: got '-1', expected at least 0");
    assertRejected(valid().healthEvery(0), "healthEvery: got '0', expected at least 1");
  }

  private static LearnerSpec.Builder valid() {
    return LearnerSpec.builder(1, 2);
  }

  private static void assertRejected(LearnerSpec.Builder builder, String message) {
    assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
  }
}
