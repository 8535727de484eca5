package dev.lethe.learner.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.Features;
import dev.lethe.learner.part.BufferPolicy;
import dev.lethe.learner.part.BufferPolicy.Offer;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class BufferPolicyTest {
  private static final Features NOTHING = new Features.Bytes(new byte[1]);

  private final UniformRandomProvider random =
      RandomSource.XO_RO_SHI_RO_128_PP.create(new long[] {3, 4});

  private static Memory memory(int capacity, BufferPolicy policy) {
    return new Memory(new RowStore(1, capacity, capacity), policy);
  }

  private static int count(Memory memory, int label) {
    int count = 0;
    for (int slot = 0; slot < memory.size(); slot++) {
      count += memory.rows().label(slot) == label ? 1 : 0;
    }
    return count;
  }

  @Test
  void shouldKeepARareClassWhollyAndBalanceTheOthersWhenClassBalanced() {
    // Given: of 3000, 1980 of class 0, 1010 of class 1 and 10 of class 2, spread evenly
    Memory memory = memory(60, new ClassBalanced(random));

    // When
    for (int i = 0; i < 3000; i++) {
      int label = i % 300 == 299 ? 2 : i % 3 == 0 ? 1 : 0;
      memory.offer(NOTHING, new Offer(label, 0, 0));
    }

    // Then
    assertThat(memory.size()).isEqualTo(60);
    assertThat(count(memory, 2)).isEqualTo(10);
    assertThat(count(memory, 0)).isEqualTo(25);
    assertThat(count(memory, 1)).isEqualTo(25);
  }

  @Test
  void shouldShareTheMemoryEquallyWhenGreedy() {
    // Given
    Memory memory = memory(12, new Greedy(random));

    // When: class 0 fills it, then comes class 1, then class 2
    for (int i = 0; i < 90; i++) {
      memory.offer(NOTHING, new Offer(i / 30, 0, 0));
    }

    // Then
    assertThat(count(memory, 0)).isEqualTo(4);
    assertThat(count(memory, 1)).isEqualTo(4);
    assertThat(count(memory, 2)).isEqualTo(4);
  }

  @Test
  void shouldKeepTheNewestWhenFifo() {
    // Given
    Memory memory = memory(3, new Fifo());

    // When
    for (int i = 0; i < 5; i++) {
      memory.offer(NOTHING, new Offer(i, 0, 0));
    }

    // Then: 3 and 4 have taken the places of 0 and 1
    assertThat(new int[] {memory.rows().label(0), memory.rows().label(1), memory.rows().label(2)})
        .containsExactly(3, 4, 2);
  }

  @Test
  void shouldKeepEveryOfferWithTheSameProbabilityWhenKeyed() {
    // Given
    int offers = 50;
    int capacity = 10;
    int repetitions = 5000;
    int[] kept = new int[offers];

    // When
    for (int repetition = 0; repetition < repetitions; repetition++) {
      Memory memory = memory(capacity, new Keyed(random));
      for (int i = 0; i < offers; i++) {
        memory.offer(NOTHING, new Offer(i, 0, 0));
      }
      for (int slot = 0; slot < capacity; slot++) {
        kept[memory.rows().label(slot)]++;
      }
    }

    // Then: binomial with p = 0.2, five standard deviations to each side
    double expected = 0.2 * repetitions;
    double deviation = Math.sqrt(repetitions * 0.2 * 0.8);
    for (int count : kept) {
      assertThat((double) count).isBetween(expected - 5 * deviation, expected + 5 * deviation);
    }
  }
}
