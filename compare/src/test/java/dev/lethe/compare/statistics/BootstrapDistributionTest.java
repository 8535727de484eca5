package dev.lethe.compare.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.hipparchus.stat.StatUtils;
import org.junit.jupiter.api.Test;

class BootstrapDistributionTest {
  @Test
  void shouldReproduceEfronsSpatialData() {
    // When
    var variance =
        BootstrapDistribution.of(Samples.SPATIAL, StatUtils::populationVariance, 400_000, 1);

    // Then: statistics.md, section D; SciPy's own upper end varies by .7 between seeds
    assertThat(variance.estimate()).isCloseTo(171.534, within(5e-4));
    assertThat(variance.acceleration()).isCloseTo(.06124, within(5e-6));
    assertThat(variance.bias()).isCloseTo(.174, within(.006));
    assertThat(variance.bca(.9).low()).isCloseTo(115.5, within(.6));
    assertThat(variance.bca(.9).high()).isCloseTo(260.9, within(1.0));
    assertThat(variance.percentile(.9).low()).isCloseTo(97.9, within(.6));
    assertThat(variance.percentile(.9).high()).isCloseTo(235.8, within(.6));
  }

  @Test
  void shouldAgreeWithSciPyOnTheMean() {
    // When
    Interval bca = BootstrapDistribution.ofMean(Samples.SPATIAL, 1).bca();

    // Then: scipy.stats.bootstrap with 200,000 resamples; the mean has steps of 1/26
    assertThat(bca.low()).isCloseTo(24.115, within(.2));
    assertThat(bca.high()).isCloseTo(34.231, within(.2));
    assertThat(bca.kind()).isEqualTo(Interval.Kind.BCA);
    assertThat(bca.n()).isEqualTo(26);
  }

  @Test
  void shouldGiveTheSameIntervalForTheSameSeed() {
    // When
    Interval first = BootstrapDistribution.ofMean(Samples.SPATIAL, 1).bca();

    // Then
    assertThat(BootstrapDistribution.ofMean(Samples.SPATIAL, 1).bca()).isEqualTo(first);
    assertThat(BootstrapDistribution.ofMean(Samples.SPATIAL, 2).bca()).isNotEqualTo(first);
  }

  @Test
  void shouldHaveAnIntervalOfOnePointIfAllValuesAreEqual() {
    // When
    Interval bca = BootstrapDistribution.ofMean(Samples.repeated(.5, 6), 1).bca();

    // Then
    assertThat(bca.low()).isEqualTo(.5);
    assertThat(bca.high()).isEqualTo(.5);
  }

  @Test
  void shouldKeepTheEndsInOrderBeyondThePoleOfTheCorrection() {
    // Given: all resamples are below the estimate, and one value decides nearly everything
    double[] values = IntStream.range(0, 100).asDoubleStream().toArray();
    ToDoubleFunction<double[]> statistic =
        v -> {
          double distinct = DoubleStream.of(v).distinct().count();
          return distinct + (DoubleStream.of(v).anyMatch(x -> x == 99) ? 1000 : 0);
        };

    // When
    var distribution = BootstrapDistribution.of(values, statistic, 2_000, 1);

    // Then: 1 − a (z0 + z) is below 0 at the upper end
    Interval bca = distribution.bca(.9999);
    assertThat(distribution.acceleration() * (distribution.bias() + 3.89)).isGreaterThan(1);
    assertThat(bca.high()).isEqualTo(distribution.percentile(1 - 1e-9).high(), within(.01));
    assertThat(bca.low()).isLessThanOrEqualTo(bca.high());
  }

  @Test
  void shouldHaveNoIntervalForOneValue() {
    assertThat(BootstrapDistribution.ofMean(new double[] {.5}, 1).bca().isKnown()).isFalse();
  }

  @Test
  void shouldRefuseNoValuesAndValuesThatAreNotFinite() {
    assertThatThrownBy(() -> BootstrapDistribution.ofMean(new double[0], 1))
        .hasMessage("values: got 0, expected 1 or more");
    assertThatThrownBy(() -> BootstrapDistribution.ofMean(new double[] {Double.NaN}, 1))
        .hasMessageContaining("got NaN");
    assertThatThrownBy(() -> BootstrapDistribution.of(Samples.SPATIAL, v -> Double.NaN, 9, 1))
        .hasMessageContaining("statistic: got NaN");
  }
}
