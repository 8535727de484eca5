package dev.lethe.learner.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/**
 * Compares ranks with values from {@code numpy.linalg.svd} (NumPy 2.4.6) on the matrices of {@link
 * #matrix}, or with values computed by hand.
 */
class RanksTest {
  /** Returns a_ij = ((7i + 3j + ij) mod 11 − 5)/4, exact in float32. */
  private static float[] matrix(int rows, int units) {
    float[] values = new float[rows * units];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < units; j++) {
        values[i * units + j] = ((7 * i + 3 * j + i * j) % 11 - 5) / 4f;
      }
    }
    return values;
  }

  @Test
  void shouldComputeRanksFromSingularValues() {
    // When
    Ranks ranks = Ranks.ofSingularValues(new double[] {1, 4, 1, 2}, 0.01);

    // Then: p = 1/2, 1/4, 1/8, 1/8 gives 2^1.75; 8 · 0.99 needs all; 22/16; 22 · 0.99 needs all
    assertThat(ranks.effective()).isCloseTo(3.363586, within(1e-6));
    assertThat(ranks.srank()).isEqualTo(4);
    assertThat(ranks.stable()).isEqualTo(1.375);
    assertThat(ranks.approximate()).isEqualTo(4);
    // 21/22 reaches 0.95, 7/8 does not
    assertThat(Ranks.ofSingularValues(new double[] {4, 2, 1, 1}, 0.05).approximate()).isEqualTo(3);
    assertThat(Ranks.ofSingularValues(new double[] {4, 2, 1, 1}, 0.05).srank()).isEqualTo(4);
    assertThat(Ranks.ofSingularValues(new double[] {4, 2, 1, 1}, 0.125).srank()).isEqualTo(3);
  }

  @Test
  void shouldMatchNumpyForTallAndWideMatrices() {
    assertThat(Ranks.singularValues(matrix(5, 3), 5, 3))
        .containsExactly(
            new double[] {2.218918347755894, 1.9358164537820675, 1.0972766393480171},
            within(1e-12));
    assertThat(Ranks.singularValues(matrix(3, 5), 3, 5))
        .containsExactly(
            new double[] {2.446440501251009, 1.6326224301980228, 1.1344482686544215},
            within(1e-12));
    assertThat(Ranks.of(matrix(12, 8), 12, 8, 0.01))
        .satisfies(
            ranks -> {
              assertThat(ranks.effective()).isCloseTo(7.564938868955708, within(1e-12));
              assertThat(ranks.srank()).isEqualTo(8);
              assertThat(ranks.stable()).isCloseTo(4.020742240745358, within(1e-12));
              assertThat(ranks.approximate()).isEqualTo(8);
            });
  }

  @Test
  void shouldIgnoreRoundingErrorsWhenTheMatrixIsRankDeficient() {
    // When: rank 10 of 30
    double[] values = Ranks.singularValues(matrix(40, 30), 40, 30);
    Ranks ranks = Ranks.of(matrix(40, 30), 40, 30, 0.01);

    // Then
    assertThat(values).hasSize(30);
    assertThat(values[9]).isCloseTo(4.537535683731349, within(1e-12));
    assertThat(values[10]).isZero();
    assertThat(ranks.effective()).isCloseTo(9.625671291925293, within(1e-12));
    assertThat(ranks.srank()).isEqualTo(10);
    assertThat(ranks.stable()).isCloseTo(6.204628779540578, within(1e-12));
  }

  @Test
  void shouldBeOneWhenAllRowsAreMultiplesOfOneRow() {
    // Given
    float[] values = {1, 2, 3, 2, 4, 6, -1, -2, -3, 0, 0, 0};

    // When
    Ranks ranks = Ranks.of(values, 4, 3, 0.01);

    // Then
    assertThat(ranks.effective()).isCloseTo(1, within(1e-12));
    assertThat(ranks.srank()).isEqualTo(1);
    assertThat(ranks.stable()).isCloseTo(1, within(1e-12));
    assertThat(ranks.approximate()).isEqualTo(1);
  }

  @Test
  void shouldBeZeroWhenAllElementsAreZero() {
    assertThat(Ranks.of(new float[6], 2, 3, 0.01)).isEqualTo(new Ranks(0, 0, 0, 0));
    assertThat(Ranks.ofSingularValues(new double[0], 0.01)).isEqualTo(new Ranks(0, 0, 0, 0));
  }

  @Test
  void shouldBeNaNWhenAnActivationIsNotFinite() {
    for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      // Given
      float[] values = matrix(5, 3);
      values[7] = bad;

      // When, Then
      assertThat(Ranks.of(values, 5, 3, 0.01))
          .isEqualTo(new Ranks(Double.NaN, Double.NaN, Double.NaN, Double.NaN));
    }
  }

  @Test
  void shouldStayWithinRangeWhenActivationsAreHuge() {
    // When: the largest float on the diagonal
    Ranks ranks = Ranks.of(new float[] {Float.MAX_VALUE, 0, 0, Float.MAX_VALUE}, 2, 2, 0.01);

    // Then
    assertThat(ranks).isEqualTo(new Ranks(2, 2, 2, 2));
  }

  @Test
  void shouldRejectDeltaOutOfRange() {
    assertThatThrownBy(() -> Ranks.ofSingularValues(new double[] {1}, 1))
        .hasMessage("delta: got '1.0', expected a number in [0, 1)");
  }
}
