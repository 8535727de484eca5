package dev.lethe.compare.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.distribution.continuous.TDistribution;
import org.junit.jupiter.api.Test;

class MomentsTest {
  @Test
  void shouldComputeTheTIntervalOfSciPy() {
    // When
    Interval interval = Moments.of(Samples.MAIZE).interval();

    // Then: scipy.stats.ttest_1samp(maize, 0).confidence_interval()
    assertThat(interval.estimate()).isCloseTo(20.933333, within(1e-6));
    assertThat(interval.low()).isCloseTo(0.031193318392979563, within(1e-9));
    assertThat(interval.high()).isCloseTo(41.83547334827369, within(1e-9));
    assertThat(interval.text()).isEqualTo("20.9333 [0.0312, 41.8355] (95 % t interval, n = 15)");
  }

  @Test
  void shouldUseTheQuantilesOfStudent() {
    // Then: scipy.stats.t.ppf(.975, n - 1)
    assertThat(Moments.halfWidth(1, 2)).isCloseTo(12.70620474, within(1e-7));
    assertThat(Moments.halfWidth(1, 5)).isCloseTo(2.77644511, within(1e-7));
    assertThat(Moments.halfWidth(1, 10)).isCloseTo(2.26215716, within(1e-7));
    assertThat(Moments.halfWidth(1, 1)).isNaN();
  }

  @Test
  void shouldComputeTheTStatisticOfTheMaize() {
    // When
    Moments maize = Moments.of(Samples.MAIZE);

    // Then: statistics.md, section C
    double t = maize.mean() / maize.deviation() * Math.sqrt(maize.n());
    assertThat(t).isCloseTo(2.148, within(5e-4));
    assertThat(2 * new TDistribution(14).cumulativeProbability(-t)).isCloseTo(.0497, within(5e-5));
  }

  @Test
  void shouldHaveNoIntervalForOneValueOrNone() {
    assertThat(Moments.of(.5).interval().isKnown()).isFalse();
    assertThat(Moments.of(.5).interval().text())
        .isEqualTo("0.5000 (n = 1: too few for an interval)");
    assertThat(Moments.of().interval().isKnown()).isFalse();
    assertThat(Moments.of().mean()).isNaN();
  }

  @Test
  void shouldHaveAnIntervalOfOnePointIfAllValuesAreEqual() {
    // When
    Interval interval = Moments.of(.5, .5, .5).interval();

    // Then
    assertThat(interval.low()).isEqualTo(.5);
    assertThat(interval.high()).isEqualTo(.5);
  }

  @Test
  void shouldRefuseValuesThatAreNotFinite() {
    assertThatThrownBy(() -> Moments.of(1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("values: got NaN at position 1, expected finite values");
  }
}
