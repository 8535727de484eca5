package dev.lethe.learner.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class UniformSampleTest {
  private static <T> Supplier<T> supplier(T item) {
    return () -> item;
  }

  @Test
  void shouldKeepTheLowestTicketsInAnyOrderOfOffers() {
    // Given
    UniformSample<String> sample = new UniformSample<>(3);
    UniformSample<String> reversed = new UniformSample<>(3);
    String[] items = {"e", "b", "d", "a", "c"};
    long[] tickets = {Long.MAX_VALUE, -7, 9, Long.MIN_VALUE, 0};

    // When
    for (int i = 0; i < 5; i++) {
      sample.offer(tickets[i], supplier(items[i]));
      reversed.offer(tickets[4 - i], supplier(items[4 - i]));
    }

    // Then
    assertThat(sample.items()).containsExactly("a", "b", "c");
    assertThat(reversed.items()).containsExactly("a", "b", "c");
  }

  @Test
  void shouldKeepAllItemsWhenNotFull() {
    // Given
    UniformSample<String> sample = new UniformSample<>(3);

    // When
    sample.offer(2, () -> "b");
    sample.offer(1, () -> "a");

    // Then
    assertThat(sample.items()).containsExactly("a", "b");
  }

  @Test
  void shouldKeepEachItemEquallyOftenWhenTicketsAreRandom() {
    // Given: 4000 trials with 20 items and capacity 5
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(new long[] {1, 2});
    int[] kept = new int[20];

    // When
    for (int trial = 0; trial < 4000; trial++) {
      UniformSample<Integer> sample = new UniformSample<>(5);
      for (int item = 0; item < 20; item++) {
        sample.offer(random.nextLong(), supplier(item));
      }
      sample.items().forEach(item -> kept[item]++);
    }

    // Then: mean 1000, within five standard deviations of √(4000 · 1/4 · 3/4) = 27.4
    for (int count : kept) {
      assertThat(count).isBetween(863, 1137);
    }
  }
}
