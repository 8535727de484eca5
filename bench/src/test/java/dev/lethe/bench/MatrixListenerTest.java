package dev.lethe.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.scorecard.Plasticity;
import dev.lethe.learner.scorecard.Scorecard;
import dev.lethe.learner.scorecard.Stability;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MatrixListenerTest {
  private final MatrixListener listener = new MatrixListener();

  private static Scorecard card(int window, double online, double freshOnline, double gap) {
    return new Scorecard(
        window,
        null,
        10,
        new Stability(0.5, Double.NaN, 0, 0.5),
        new Plasticity(online, freshOnline, 0.5, 0.5, 20, 20),
        gap);
  }

  @Test
  void shouldMeanPlasticityOverWindowsAndTakeTheLastGap() {
    // Given: of the second window there was nothing to compare
    listener.scored(card(0, 0.5, 0.5, 0.25));
    listener.scored(card(1, Double.NaN, Double.NaN, 0.75));

    // When
    listener.scored(card(2, 0.25, 0.5, -0.125));

    // Then
    assertThat(Figure.of(listener))
        .containsAllEntriesOf(Map.of(Figure.PLASTICITY, 0.75, Figure.WARM_START_GAP, -0.125));
  }

  @Test
  void shouldHaveNoSuchFiguresWithoutShadows() {
    // When
    listener.scored(card(0, Double.NaN, Double.NaN, Double.NaN));

    // Then
    assertThat(Figure.of(listener)).doesNotContainKeys(Figure.PLASTICITY, Figure.WARM_START_GAP);
  }
}
