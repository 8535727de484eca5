package dev.lethe.compare.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.compare.statistics.SignedRanks.Zeros;
import org.junit.jupiter.api.Test;

class EffectSizesTest {
  @Test
  void shouldComputeCohensDAndHedgesG() {
    // Given
    double[] differences = Samples.differences(Samples.WINNER, Samples.LOSER);

    // Then: NumPy mean/std(ddof=1), and J(4) = 0.79788
    assertThat(EffectSizes.cohensD(differences)).isCloseTo(0.7267220926874315, within(1e-9));
    assertThat(EffectSizes.hedgesG(differences))
        .isCloseTo(0.7267220926874315 * 0.7978845608028653, within(1e-9));
  }

  @Test
  void shouldComputeTheHodgesLehmannEstimate() {
    // Then: statistics.md, section B
    assertThat(EffectSizes.hodgesLehmann(Samples.DEPRESSION)).isCloseTo(.46, within(1e-9));
  }

  @Test
  void shouldComputeCliffsDeltaAndRankBiserial() {
    assertThat(EffectSizes.cliffsDelta(Samples.WINNER, Samples.LOSER)).isCloseTo(.68, within(1e-9));
    assertThat(SignedRanks.of(Samples.DEPRESSION, Zeros.DROP).rankBiserial())
        .isCloseTo((40 - 5) / 45.0, within(1e-12));
  }

  @Test
  void shouldBeUndefinedForTooFewOrEqualDifferences() {
    assertThat(EffectSizes.cohensD()).isNaN();
    assertThat(EffectSizes.cohensD(.3)).isNaN();
    assertThat(EffectSizes.cohensD(.2, .2, .2)).isNaN();
    assertThat(EffectSizes.hedgesG(.1, .2)).isNaN();
    assertThat(EffectSizes.hodgesLehmann()).isNaN();
    assertThat(SignedRanks.of(new double[0], Zeros.DROP).rankBiserial()).isZero();
  }
}
