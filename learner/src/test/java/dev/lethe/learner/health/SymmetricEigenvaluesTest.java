package dev.lethe.learner.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Compares eigenvalues with {@code numpy.linalg.eigvalsh} (NumPy 2.4.6) and with known spectra. */
class SymmetricEigenvaluesTest {
  @Test
  void shouldMatchNumpyForAnIndefiniteMatrix() {
    // Given
    double[] matrix = {
      4, 1, -2, 0.5, //
      1, -3, 0, 1, //
      -2, 0, 2, 1.5, //
      0.5, 1, 1.5, 0
    };
    double[] before = matrix.clone();

    // When
    double[] values = SymmetricEigenvalues.of(matrix, 4);

    // Then
    assertThat(values)
        .containsExactly(
            new double[] {
              5.336128550595055, 2.1740484966501827, -1.108703612916673, -3.401473434328561
            },
            within(1e-13));
    assertThat(matrix).containsExactly(before);
  }

  @Test
  void shouldFindTheKnownSpectrumOfTheSecondDifferenceMatrix() {
    // Given: 2 on the diagonal and −1 next to it has eigenvalues 2 − 2 cos(kπ/(n+1)), k = 1..n
    int order = 60;
    double[] matrix = new double[order * order];
    for (int i = 0; i < order; i++) {
      matrix[i * order + i] = 2;
      if (i > 0) {
        matrix[i * order + i - 1] = -1;
        matrix[(i - 1) * order + i] = -1;
      }
    }

    // When
    double[] values = SymmetricEigenvalues.of(matrix, order);

    // Then
    for (int k = 1; k <= order; k++) {
      assertThat(values[order - k])
          .isCloseTo(2 - 2 * Math.cos(k * Math.PI / (order + 1)), within(1e-13));
    }
  }

  @Test
  void shouldReturnTheDiagonalOfADiagonalMatrix() {
    assertThat(SymmetricEigenvalues.of(new double[] {1, 0, 0, 3}, 2)).containsExactly(3, 1);
    assertThat(SymmetricEigenvalues.of(new double[4], 2)).containsExactly(0, 0);
    assertThat(SymmetricEigenvalues.of(new double[0], 0)).isEmpty();
  }

  @Test
  void shouldRotateBy45DegreesWhenTheDiagonalIsConstant() {
    // [[2, −1], [−1, 2]] has the eigenvalues 3 and 1
    assertThat(SymmetricEigenvalues.of(new double[] {2, -1, -1, 2}, 2))
        .containsExactly(new double[] {3, 1}, within(1e-15));
  }

  @Test
  void shouldBeNaNWhenTheSumOfSquaresIsNotFinite() {
    double[] matrix = {1, Double.NaN, Double.NaN, 1};
    assertThat(SymmetricEigenvalues.of(matrix, 2)).containsExactly(Double.NaN, Double.NaN);
    double[] huge = {1, 1e300, 1e300, 1};
    assertThat(SymmetricEigenvalues.of(huge, 2)).containsExactly(Double.NaN, Double.NaN);
  }

  @Test
  void shouldRejectAMatrixOfTheWrongSize() {
    assertThatThrownBy(() -> SymmetricEigenvalues.of(new double[6], 2))
        .hasMessage("matrix: got 6 elements, expected 2 by 2");
  }
}
