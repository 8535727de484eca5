package dev.lethe.learner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogitsTest {
  // row 0: p = 1/10, 2/10, 7/10; row 1: two equal
  private static final float[] VALUES = {
    (float) Math.log(1), (float) Math.log(2), (float) Math.log(7), 3, -1, 3
  };

  private final Logits logits = new Logits(VALUES, 3);

  @Test
  void shouldPredictTheMostProbableClassAndTheLowestOfTies() {
    // When, Then
    assertThat(logits.predicted(0)).isEqualTo(2);
    assertThat(logits.predicted(1)).isZero();
  }

  @Test
  void shouldComputeProbabilityAndLoss() {
    // When, Then
    assertThat(logits.probability(0, 0)).isCloseTo(0.1, within(1e-7));
    assertThat(logits.probability(0, 2)).isCloseTo(0.7, within(1e-7));
    assertThat(logits.loss(0, 1)).isCloseTo(Math.log(5), within(1e-7));
  }

  @Test
  void shouldAddTheGradientOfTheLossToItsRowOnly() {
    // Given
    float[] gradients = {0, 0, 0, 1, 1, 1};

    // When
    logits.addLossGradient(0, 1, 0.5, gradients);

    // Then: 0.5 · (p − onehot(1))
    assertThat(gradients)
        .containsExactly(new float[] {0.05f, -0.4f, 0.35f, 1, 1, 1}, within(1e-7f));
  }

  @Test
  void shouldStayFiniteWhenExponentialsOverflow() {
    // Given
    Logits large = new Logits(new float[] {1e30f, -1e30f, 800, 801}, 2);
    float[] gradients = new float[4];

    // When
    large.addLossGradient(0, 1, 1, gradients);

    // Then
    assertThat(gradients).containsExactly(1, -1, 0, 0);
    assertThat(large.loss(0, 0)).isZero();
    assertThat(large.loss(1, 1)).isCloseTo(Math.log1p(Math.exp(-1)), within(1e-9));
  }
}
