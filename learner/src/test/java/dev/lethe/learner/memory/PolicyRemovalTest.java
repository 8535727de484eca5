package dev.lethe.learner.memory;

import static dev.lethe.learner.memory.Buffers.buffer;
import static dev.lethe.learner.memory.Buffers.keys;
import static dev.lethe.learner.memory.Buffers.offer;
import static dev.lethe.learner.memory.Buffers.range;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.part.BufferPolicy;
import dev.lethe.learner.part.Kit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** Removing examples from a buffer, with the rules of each policy for the free places. */
class PolicyRemovalTest {
  private final UniformRandomProvider random =
      RandomSource.XO_RO_SHI_RO_128_PP.create(new long[] {3, 4});

  @Test
  void shouldOverwriteTheOldestFirstInFifoAfterARemoval() {
    // Given: 2, 3, 4, 5, 6, oldest first
    ReplayBuffer buffer = buffer(5, new Fifo());
    for (int key = 0; key < 7; key++) {
      offer(buffer, key, 0, 0);
    }
    buffer.forget(Set.of(3L, 5L));

    // When: the first two take the free places
    for (int key = 7; key < 11; key++) {
      offer(buffer, key, 0, 0);
    }

    // Then
    assertThat(keys(buffer)).containsExactlyInAnyOrder(6L, 7L, 8L, 9L, 10L);
  }

  @Test
  void shouldOverwriteTheOldestOfAClassFirstInRingAfterARemoval() {
    // Given: three of each class, oldest first
    ReplayBuffer buffer = buffer(6, new Ring(Kit.part("ring")));
    for (int key = 0; key < 6; key++) {
      offer(buffer, key, key % 2, 0);
    }
    buffer.forget(Set.of(0L));

    // When: the first takes the free place
    offer(buffer, 6, 0, 0);
    offer(buffer, 8, 0, 0);
    offer(buffer, 7, 1, 0);

    // Then
    assertThat(keys(buffer)).containsExactlyInAnyOrder(4L, 6L, 8L, 3L, 5L, 7L);
  }

  @Test
  void shouldBalanceTheClassesAgainAfterAClassWasForgotten() {
    for (BufferPolicy policy : List.of(new ClassBalancedReservoir(random), new Greedy(random))) {
      // Given: 20 of each class
      ReplayBuffer buffer = buffer(60, policy);
      for (int key = 0; key < 900; key++) {
        offer(buffer, key, key % 3, 0);
      }
      Set<Long> ofOne = new HashSet<>(range(0, 900));
      ofOne.removeIf(key -> key % 3 != 1);

      // When
      int removed = buffer.forget(ofOne);
      for (int key = 900; key < 1800; key++) {
        offer(buffer, key, key % 3, 0);
      }

      // Then
      assertThat(removed).isEqualTo(20);
      for (int label = 0; label < 3; label++) {
        int each = label;
        assertThat(keys(buffer)).filteredOn(key -> key % 3 == each).hasSize(20);
      }
    }
  }

  @Test
  void shouldMoveTheLossesWithTheExamplesInLars() {
    for (int repetition = 0; repetition < 500; repetition++) {
      // Given: the last has by far the highest loss, and moves into the first slot
      ReplayBuffer buffer = buffer(4, new LossAwareReservoir(random));
      for (int key = 0; key < 4; key++) {
        offer(buffer, key, 0, key == 3 ? 1000 : 1);
      }
      buffer.forget(Set.of(0L));

      // When: the first takes the free place
      offer(buffer, 4, 0, 1);
      for (int key = 5; key < 20; key++) {
        offer(buffer, key, 0, 1);
      }

      // Then
      assertThat(keys(buffer)).hasSize(4).contains(3L);
    }
  }

  @Test
  void shouldMoveTheKeysWithTheExamplesInKeyedReservoir() {
    // Given: draws of 0.9, 0.1, 0.5, 0.7
    var draws = List.of(0.9, 0.1, 0.5, 0.7, 0.2, 0.3, 0.6).iterator();
    ReplayBuffer buffer = buffer(4, new KeyedReservoir(drawing(draws::next)));
    for (int key = 0; key < 4; key++) {
      offer(buffer, key, 0, 0);
    }

    // When: 0.7 moves into the first slot, and 0.2 takes the free place
    buffer.forget(Set.of(0L));
    offer(buffer, 4, 0, 0);

    // Then: 0.3 overwrites 0.1, and 0.6 overwrites 0.2
    assertThat(keys(buffer)).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
    offer(buffer, 5, 0, 0);
    assertThat(keys(buffer)).containsExactlyInAnyOrder(2L, 3L, 4L, 5L);
    offer(buffer, 6, 0, 0);
    assertThat(keys(buffer)).containsExactlyInAnyOrder(2L, 3L, 5L, 6L);
  }

  private static UniformRandomProvider drawing(Supplier<Double> draws) {
    return new UniformRandomProvider() {
      @Override
      public double nextDouble() {
        return draws.get();
      }

      @Override
      public long nextLong() {
        throw new UnsupportedOperationException();
      }
    };
  }

  @Test
  void shouldFavourNewExamplesByTheForgottenShareAtMostInReservoir() {
    // Given: a fifth of the first hundred offers is forgotten, then a hundred follow
    int repetitions = 20_000;
    int[] kept = new int[200];
    for (int repetition = 0; repetition < repetitions; repetition++) {
      ReplayBuffer buffer = buffer(10, new Reservoir(random));
      for (int key = 0; key < 100; key++) {
        offer(buffer, key, 0, 0);
      }

      // When
      buffer.forget(range(40, 60));
      for (int key = 100; key < 200; key++) {
        offer(buffer, key, 0, 0);
      }
      keys(buffer).forEach(key -> kept[key.intValue()]++);
    }

    // Then: the old ones before and after the forgotten ones have the same probability
    double before = mean(kept, 0, 40);
    double old = mean(kept, 0, 40) / 2 + mean(kept, 60, 100) / 2;
    assertThat(mean(kept, 40, 60)).isZero();
    assertThat(before / old).isBetween(0.98, 1.02);
    // with f = 0.2, new ones have at most 1 / (1 − f) times that probability
    assertThat(mean(kept, 100, 200) / old).isBetween(1.0, 1.25);
  }

  private static double mean(int[] counts, int from, int to) {
    return Arrays.stream(counts, from, to).average().orElseThrow();
  }
}
