package dev.lethe.learner.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.HoldoutResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccuracyBookTest {
  private final AccuracyBook book = new AccuracyBook();

  @Test
  void shouldBeTheMeansOfTheMatrixWhenThreeWindowsHaveEnded() {
    // Given: R = [.90], [.93 .88], [.60 .65 .85]
    book.enter(0, Map.of(0, 0.90));
    Stability second = book.enter(1, Map.of(0, 0.93, 1, 0.88));

    // When
    Stability third = book.enter(2, Map.of(0, 0.60, 1, 0.65, 2, 0.85));

    // Then: the first has been better since, then ((.93 − .60) + (.88 − .65))/2
    assertThat(second.forgetting()).isCloseTo(-0.03, within(1e-12));
    assertThat(third.accuracy()).isCloseTo(0.70, within(1e-12));
    assertThat(third.forgetting()).isCloseTo(0.28, within(1e-12));
    assertThat(third.forgettable()).isEqualTo(2);
    assertThat(third.learningAccuracy()).isCloseTo(2.63 / 3, within(1e-12));
  }

  @Test
  void shouldHaveNoForgettingWhenOneWindowHasEnded() {
    assertThat(book.enter(0, Map.of(0, 0.5))).isEqualTo(new Stability(0.5, Double.NaN, 0, 0.5));
  }

  @Test
  void shouldHaveNoFiguresWhenNothingIsHeldOut() {
    assertThat(book.enter(0, Map.of()))
        .isEqualTo(new Stability(Double.NaN, Double.NaN, 0, Double.NaN));
  }

  @Test
  void shouldLeaveOutOfForgettingWhatIsNoLongerRetained() {
    // Given
    book.enter(0, Map.of(0, 1.0));
    book.enter(1, Map.of(0, 0.5, 1, 0.75));

    // When: window 0 is gone, window 2 has no holdout
    Stability stability = book.enter(2, Map.of(1, 0.25));

    // Then
    assertThat(stability).isEqualTo(new Stability(0.25, 0.5, 1, 0.875));
  }

  @Test
  void shouldReadARowOffAnEvaluation() {
    // Given
    Evaluation evaluation =
        new Evaluation(
            Evaluation.Kind.WINDOW_END,
            3,
            10,
            100,
            0,
            List.of(
                new HoldoutResult(1, "a", 8, 2, 4, 1.5), new HoldoutResult(3, "b", 5, 5, 5, 0)));

    // When, Then
    assertThat(AccuracyBook.row(evaluation)).isEqualTo(Map.of(1, 0.25, 3, 1.0));
  }
}
