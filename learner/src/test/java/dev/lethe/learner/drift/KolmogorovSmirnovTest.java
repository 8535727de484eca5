package dev.lethe.learner.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KolmogorovSmirnovTest {
  // expected: SciPy 1.17.1, ks_2samp(…, method="exact")
  @ParameterizedTest
  @CsvSource({
    "6, 1, 1",
    "6, 2, 0.9307359307359307",
    "6, 5, 0.025974025974025972",
    "6, 6, 0.0021645021645021645",
    "10, 2, 0.9944575548290717",
    "10, 6, 0.05244755244755244",
    "30, 2, 0.9999999909208507",
    "30, 6, 0.5940706297759378",
    "30, 13, 0.006548396368058784",
    "30, 20, 1.2750060342394341e-06",
    "100, 6, 0.9942356257694902",
    "100, 20, 0.03638428787491733"
  })
  void shouldComputeTheExactProbability(int r, int h, double expected) {
    // When, Then
    assertThat(KolmogorovSmirnov.probability(r, h)).isCloseTo(expected, within(expected * 1e-9));
  }

  @Test
  void shouldMatchTheProbabilityFromEnumeration() {
    // When, Then: of the 6 orders of two a and two b, aabb and bbaa have D = 1; all have D ≥ 1/2
    assertThat(KolmogorovSmirnov.probability(2, 2)).isCloseTo(2.0 / 6, within(1e-15));
    assertThat(KolmogorovSmirnov.probability(2, 1)).isCloseTo(1, within(1e-15));
  }

  @Test
  void shouldCompareDistributionsAfterTies() {
    // Given: F_a − F_b after 0, 1, 2 is (1 − 2)/4, (3 − 2)/4, 0
    double[] a = {0, 1, 1, 2};
    double[] b = {0, 0, 2, 2};

    // When, Then
    assertThat(KolmogorovSmirnov.distance(a, b)).isEqualTo(1);
    assertThat(KolmogorovSmirnov.distance(a, a)).isZero();
    assertThat(KolmogorovSmirnov.distance(new double[] {0, 0}, new double[] {1, 1})).isEqualTo(2);
    assertThat(KolmogorovSmirnov.distance(new double[] {1, 1}, new double[] {0, 0})).isEqualTo(2);
  }

  // expected: SciPy 1.17.1, D = 0.2 of 30 values each; nearly all values are ties
  @Test
  void shouldComputeTheDistanceOfSamplesWithTies() {
    // Given
    int[] a = {
      5, 3, 9, 9, 2, 3, 9, 0, 4, 5, 0, 1, 5, 9, 8, 4, 8, 8, 6, 3, 6, 0, 1, 4, 1, 2, 2, 6, 6, 0
    };
    int[] b = {
      0, 4, 0, 9, 1, 5, 6, 0, 5, 0, 3, 8, 1, 3, 2, 1, 0, 5, 0, 8, 1, 7, 2, 0, 0, 6, 3, 7, 1, 2
    };

    // When, Then
    assertThat(KolmogorovSmirnov.distance(sorted(a), sorted(b))).isEqualTo(6);
  }

  private static double[] sorted(int... values) {
    return Arrays.stream(values).asDoubleStream().sorted().toArray();
  }
}
