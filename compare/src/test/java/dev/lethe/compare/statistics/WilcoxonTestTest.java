package dev.lethe.compare.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.compare.statistics.SignedRanks.Zeros;
import org.junit.jupiter.api.Test;

class WilcoxonTestTest {
  private static final WilcoxonTest NORMAL = new WilcoxonTest(Alternative.TWO_SIDED, Zeros.DROP, 0);

  @Test
  void shouldReproduceTheExampleOfR() {
    // When
    TestResult twoSided = WilcoxonTest.DEFAULT.test(Samples.DEPRESSION);
    TestResult greater =
        new WilcoxonTest(Alternative.GREATER, Zeros.DROP, 50).test(Samples.DEPRESSION);

    // Then: statistics.md, section B
    assertThat(twoSided.statistic()).isEqualTo(40);
    assertThat(twoSided.p()).isCloseTo(.03906, within(5e-6));
    assertThat(greater.p()).isCloseTo(.01953, within(5e-6));
    assertThat(twoSided.test()).isEqualTo("Wilcoxon signed-rank test, exact");
  }

  @Test
  void shouldReproduceDarwinsMaize() {
    // Then: statistics.md, section C; the normal one by SciPy, method='asymptotic'
    assertThat(WilcoxonTest.DEFAULT.test(Samples.MAIZE).p()).isCloseTo(.04126, within(5e-6));
    assertThat(NORMAL.test(Samples.MAIZE).p()).isCloseTo(.04088813291185591, within(1e-9));
  }

  @Test
  void shouldSplitZerosAsDemsarDoes() {
    // Given
    double[] differences = Classifiers.printed().differences(1, 0);

    // When
    SignedRanks ranks = SignedRanks.of(differences, Zeros.SPLIT);

    // Then: statistics.md, section A; SciPy, zero_method='zsplit', has z with correction for ties
    assertThat(ranks.positive()).isEqualTo(93);
    assertThat(ranks.negative()).isEqualTo(12);
    assertThat(ranks.uncorrectedZ()).isCloseTo(2.542, within(5e-4));
    assertThat(ranks.z()).isCloseTo(2.543700886736377, within(1e-9));
    assertThat(ranks.normalP(Alternative.TWO_SIDED)).isCloseTo(.01096849656422473, within(1e-9));
    assertThat(ranks.normalP(Alternative.TWO_SIDED)).isCloseTo(.0110, within(5e-5));
  }

  @Test
  void shouldBeExactWithTiesIfZerosAreDropped() {
    // Given
    double[] differences = Classifiers.printed().differences(1, 0);

    // When
    SignedRanks ranks = SignedRanks.of(differences, Zeros.DROP);

    // Then: statistics.md, section A
    assertThat(ranks.n()).isEqualTo(12);
    assertThat(ranks.positive()).isEqualTo(71.5);
    assertThat(ranks.exactP(Alternative.TWO_SIDED)).isEqualTo(30 / 4096.0);
    assertThat(ranks.z()).isCloseTo(2.550490903554589, within(1e-9));
  }

  @Test
  void shouldGiveSplitZerosNoSignInTheExactDistribution() {
    // Given
    double[] differences = Classifiers.printed().differences(1, 0);

    // When, Then: of 2^12 signs, 16 have a sum of negative ranks of at most 3.5 + 7
    assertThat(SignedRanks.of(differences, Zeros.SPLIT).exactP(Alternative.TWO_SIDED))
        .isEqualTo(32 / 4096.0);
  }

  @Test
  void shouldUseTheNormalDistributionAboveTheBound() {
    // Given
    double[] untied = new double[60];
    double[] tied = new double[60];
    for (int i = 0; i < 60; i++) {
      int sign = i % 3 == 0 ? -1 : 1;
      untied[i] = sign * (i + 1);
      tied[i] = sign * Math.ceil((i + 1) / 7.0);
    }

    // When
    TestResult result = WilcoxonTest.DEFAULT.test(untied);

    // Then: SciPy, method='asymptotic', correction=False
    assertThat(result.test()).isEqualTo("Wilcoxon signed-rank test, normal");
    assertThat(result.p()).isCloseTo(0.016733071607703435, within(1e-9));
    assertThat(WilcoxonTest.DEFAULT.test(tied).p()).isCloseTo(0.016398313529211034, within(1e-9));
  }

  @Test
  void shouldShowNothingWithoutDifferences() {
    for (WilcoxonTest test : new WilcoxonTest[] {WilcoxonTest.DEFAULT, NORMAL}) {
      assertThat(test.test().p()).isEqualTo(1);
      assertThat(test.test(Samples.repeated(0, 8)).p()).isEqualTo(1);
      assertThat(test.test(Samples.repeated(0, 8)).n()).isEqualTo(8);
    }
    var split = new WilcoxonTest(Alternative.TWO_SIDED, Zeros.SPLIT, 0);
    assertThat(split.test(Samples.repeated(0, 8)).p()).isEqualTo(1);
    assertThat(WilcoxonTest.DEFAULT.test(.2).p()).isEqualTo(1);
  }

  @Test
  void shouldReachTheSmallestPIfAllDifferencesHaveOneSign() {
    assertThat(WilcoxonTest.DEFAULT.test(Samples.repeated(.1, 6)).p()).isEqualTo(.03125);
    assertThat(WilcoxonTest.DEFAULT.test(1, 2, 3).tooFewFor(.05)).isTrue();
  }

  @Test
  void shouldRefuseValuesThatAreNotFinite() {
    assertThatThrownBy(() -> WilcoxonTest.DEFAULT.test(Double.NaN))
        .hasMessageContaining("differences: got NaN");
  }
}
