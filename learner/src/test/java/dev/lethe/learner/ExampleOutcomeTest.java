package dev.lethe.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.ScorecardListener;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.ExampleOutcome;
import dev.lethe.learner.stream.ExampleOutcome.Accepted;
import dev.lethe.learner.stream.ExampleOutcome.Rejected;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Learning steps that examples belong to, with batches of 5. */
class ExampleOutcomeTest {
  private static final Example TOO_SHORT =
      new Example("short", 0, new Features.Floats(new float[2]), 0, "a", Role.LEARN);

  private static Learner learner(String windows) {
    return new Learner(
        Streams.spec("naive", windows, HoldoutRule.DEFAULT, 1), new ScorecardListener() {});
  }

  private static List<Long> steps(Learner learner, int examples, String task) {
    List<Long> steps = new ArrayList<>();
    for (int i = 0; i < examples; i++) {
      steps.add(learner.accept(Streams.learn(task + i, i % 2, task)).requireAccepted());
    }
    return steps;
  }

  @Test
  void shouldCountTheLastExampleOfABatchToItsStep() {
    try (Learner learner = learner("field")) {
      assertThat(steps(learner, 6, "a")).containsExactly(0L, 0L, 0L, 0L, 0L, 1L);
    }
  }

  @Test
  void shouldCountAnExampleThatOpensAWindowToItsFirstStep() {
    // Given
    try (Learner learner = learner("field")) {
      // When
      List<Long> first = steps(learner, 3, "a");
      List<Long> second = steps(learner, 2, "b");

      // Then
      assertThat(first).containsOnly(0L);
      assertThat(second).containsOnly(1L);
    }
  }

  @Test
  void shouldCountAnUnlabelledExampleThatOpensAWindowToItsFirstStep() {
    // Given
    Example unlabelled =
        new Example(
            "u",
            0,
            new Features.Floats(new float[Streams.FEATURES]),
            Example.UNLABELLED,
            "b",
            Role.LEARN);
    try (Learner learner = learner("field")) {
      steps(learner, 3, "a");

      // When, Then
      assertThat(learner.accept(unlabelled)).isEqualTo(new Accepted(1));
    }
  }

  @Test
  void shouldCountABoundaryToTheStepThatItCompletes() {
    // Given
    try (Learner learner = learner("field")) {
      steps(learner, 3, "a");

      // When, Then
      assertThat(learner.accept(Streams.boundary())).isEqualTo(new Accepted(0));
      assertThat(learner.step()).isEqualTo(1);
    }
  }

  @Test
  void shouldCountTheLastExampleOfACountedWindowToItsStep() {
    try (Learner learner = learner("count(n=3)")) {
      assertThat(steps(learner, 4, "a")).containsExactly(0L, 0L, 0L, 1L);
    }
  }

  @Test
  void shouldGiveTheReasonAndTheOpenStepWhenAnExampleIsRejected() {
    // Given
    try (Learner learner = learner("field")) {
      steps(learner, 7, "a");

      // When
      ExampleOutcome outcome = learner.accept(TOO_SHORT);

      // Then
      assertThat(outcome).isEqualTo(new Rejected(1, "features: got 2, expected 8"));
      assertThatIllegalArgumentException()
          .isThrownBy(outcome::requireAccepted)
          .withMessage("features: got 2, expected 8");
    }
  }

  @Test
  void shouldGiveTheSameOutcomesWithAScorecard() {
    // Given
    var spec = Streams.spec("naive", 1);
    try (ScoredLearner learner =
        new ScoredLearner(spec, ReferenceNetworks.NONE, new ScorecardListener() {})) {
      // When, Then
      assertThat(learner.accept(Streams.learn("x", 0, "a"))).isEqualTo(new Accepted(0));
      assertThat(learner.accept(TOO_SHORT))
          .isEqualTo(new Rejected(0, "features: got 2, expected 8"));
    }
  }
}
