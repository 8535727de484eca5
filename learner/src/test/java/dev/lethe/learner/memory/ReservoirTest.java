package dev.lethe.learner.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.part.BufferPolicy.Offer;
import dev.lethe.learner.stream.Features;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class ReservoirTest {
  private static final Features FEATURES = new Features.Bytes(new byte[1]);
  // 0.1 % and 99.9 % quantiles of the chi-square distribution with 99 degrees of freedom
  private static final double LOW_99 = 61.14;
  private static final double HIGH_99 = 148.23;

  private final UniformRandomProvider random =
      RandomSource.XO_RO_SHI_RO_128_PP.create(new long[] {1, 2});

  @Test
  void shouldKeepEveryOfferWithTheSameProbability() {
    // Given
    int capacity = 10;
    int offers = 100;
    int repetitions = 10_000;
    int[] kept = new int[offers];

    // When
    for (int repetition = 0; repetition < repetitions; repetition++) {
      ReplayBuffer reservoir =
          new ReplayBuffer(new RowStore(1, capacity, capacity), new Reservoir(random));
      for (int offer = 0; offer < offers; offer++) {
        reservoir.offer(FEATURES, new Offer(offer, 0, 0), () -> 0);
      }
      for (int slot = 0; slot < capacity; slot++) {
        kept[reservoir.rows().label(slot)]++;
      }
    }

    // Then
    double expected = (double) repetitions * capacity / offers;
    double statistic = 0;
    for (int count : kept) {
      statistic += (count - expected) * (count - expected) / expected;
    }
    // the n inclusions of a repetition are dependent: each has variance p(1-p), and each pair has
    // covariance -p(1-p)/(n-1); a Poisson count would have variance p
    double p = (double) capacity / offers;
    double chiSquare = statistic / (1 - p) * (offers - 1) / offers;
    assertThat(chiSquare).isBetween(LOW_99, HIGH_99);
  }

  @Test
  void shouldKeepAllExamplesInOrderWhenNotFull() {
    // Given
    ReplayBuffer reservoir = new ReplayBuffer(new RowStore(1, 5, 5), new Reservoir(random));

    // When
    for (int offer = 0; offer < 4; offer++) {
      reservoir.offer(FEATURES, new Offer(10 + offer, 0, 0), () -> 0);
    }

    // Then
    assertThat(reservoir.rows().size()).isEqualTo(4);
    assertThat(reservoir.rows().label(0)).isEqualTo(10);
    assertThat(reservoir.rows().label(3)).isEqualTo(13);
  }
}
