package dev.lethe.learner.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.measures.AccuracyMatrix;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StabilityTest {
  private final AccuracyMatrix matrix = new AccuracyMatrix();

  private Stability after(int window, HoldoutResult... results) {
    matrix.put(evaluation(window, results).row(HoldoutResult::accuracy));
    return Stability.of(matrix);
  }

  private static Evaluation evaluation(int window, HoldoutResult... results) {
    return new Evaluation(Evaluation.Kind.WINDOW_END, window, 10, 100, 0, List.of(results));
  }

  private static HoldoutResult result(int window, int examples, int correct) {
    return new HoldoutResult(window, null, examples, correct, correct, 0);
  }

  @Test
  void shouldHaveNoForgettingWhenOneWindowHasEnded() {
    assertThat(after(0, result(0, 8, 4))).isEqualTo(new Stability(0.5, Double.NaN, 0, 0.5));
  }

  @Test
  void shouldBeUndefinedWhenNothingIsHeldOut() {
    assertThat(after(0)).isEqualTo(new Stability(Double.NaN, Double.NaN, 0, Double.NaN));
  }

  @Test
  void shouldCountRetiredHoldoutInLearningAccuracyOnly() {
    // Given
    after(0, result(0, 8, 8));
    after(1, result(0, 8, 4), result(1, 8, 6));

    // When: window 0 is gone, window 2 has no holdout
    Stability stability = after(2, result(1, 8, 2));

    // Then
    assertThat(stability).isEqualTo(new Stability(0.25, 0.5, 1, 0.875));
  }

  @Test
  void shouldMakeARowOfEitherAccuracy() {
    // Given
    Evaluation evaluation =
        evaluation(
            3, new HoldoutResult(1, "a", 8, 2, 4, 1.5), new HoldoutResult(3, "b", 5, 5, 5, 0));

    // When, Then
    assertThat(evaluation.row(HoldoutResult::accuracy).accuracies())
        .containsExactlyInAnyOrderEntriesOf(Map.of(1, 0.25, 3, 1.0));
    assertThat(evaluation.row(HoldoutResult::accuracyAmongOwn).accuracies())
        .containsExactlyInAnyOrderEntriesOf(Map.of(1, 0.5, 3, 1.0));
    assertThat(evaluation.row(HoldoutResult::accuracy).window()).isEqualTo(3);
  }
}
