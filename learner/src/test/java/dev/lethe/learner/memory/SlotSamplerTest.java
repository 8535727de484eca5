package dev.lethe.learner.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class SlotSamplerTest {
  // 99.9 % quantile of the chi-square distribution with 9 degrees of freedom
  private static final double CRITICAL_9 = 27.88;

  private final SlotSampler sampler =
      new SlotSampler(RandomSource.XO_RO_SHI_RO_128_PP.create(new long[] {3, 4}));

  @Test
  void shouldSampleEverySetWithTheSameProbability() {
    // Given
    int repetitions = 20_000;
    Map<String, Integer> sets = new TreeMap<>();

    // When
    for (int repetition = 0; repetition < repetitions; repetition++) {
      int[] slots = sampler.sample(3, 5);
      Arrays.sort(slots);
      sets.merge(Arrays.toString(slots), 1, Integer::sum);
    }

    // Then: there are C(5, 3) = 10 sets
    assertThat(sets).hasSize(10);
    double expected = repetitions / 10.0;
    double statistic =
        sets.values().stream().mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
    assertThat(statistic).isLessThan(CRITICAL_9);
  }

  @Test
  void shouldSampleEachSlotOnceWhenCountIsThePopulation() {
    // When, Then
    assertThat(sampler.sample(100, 100)).doesNotHaveDuplicates().hasSize(100);
    assertThat(sampler.sample(0, 0)).isEmpty();
  }
}
