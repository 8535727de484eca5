package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.model.ModelSpec;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.ExampleOutcome;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Role;
import dev.lethe.learner.window.WindowRule;
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
        .isEqualTo(rejected("features: got NaN or infinity at index 3, expected finite numbers"));
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
  void shouldRefuseSpecificationOutOfRange() {
    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec(0, 2, 1, 0, 1))
        .withMessage("features: got '0', expected at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec(1, 1, 1, 0, 1))
        .withMessage("classes: got '1', expected at least 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec(1, 2, 0, 0, 1))
        .withMessage("batchSize: got '0', expected at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec(1, 2, 1, -1, 1))
        .withMessage("evaluateEvery: got '-1', expected at least 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spec(1, 2, 1, 0, 0))
        .withMessage("healthEvery: got '0', expected at least 1");
  }

  private static LearnerSpec spec(
      int features, int classes, int batchSize, int evaluateEvery, int healthEvery) {
    return new LearnerSpec(
        MethodExpression.parse("naive"),
        ModelSpec.parse("mlp"),
        WindowRule.parse("field"),
        HoldoutRule.DEFAULT,
        features,
        classes,
        batchSize,
        evaluateEvery,
        healthEvery,
        0);
  }
}
