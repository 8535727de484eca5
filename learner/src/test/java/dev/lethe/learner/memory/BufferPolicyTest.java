package dev.lethe.learner.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.learner.part.BufferPolicy;
import dev.lethe.learner.part.BufferPolicy.Offer;
import dev.lethe.learner.part.Kit;
import dev.lethe.learner.stream.Features;
import java.util.ArrayList;
import java.util.List;
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

  private static Ring ring(String expression) {
    return new Ring(Kit.part(expression));
  }

  /** Offers an example that is told from others by a number below 256. */
  private static void offer(Memory memory, int number, int label, int window, double loss) {
    memory.offer(new Features.Bytes(new byte[] {(byte) number}), new Offer(label, window, loss));
  }

  private static List<Integer> numbers(Memory memory) {
    float[] value = new float[1];
    List<Integer> numbers = new ArrayList<>();
    for (int slot = 0; slot < memory.size(); slot++) {
      memory.rows().copyRow(slot, value, 0);
      numbers.add(Math.round(value[0] * 255));
    }
    return numbers;
  }

  @Test
  void shouldKeepTheNewestOfEveryClassInEqualPartsWhenRing() {
    // Given
    Memory memory = memory(6, ring("ring"));

    // When: class 0 fills it, then comes class 1, then class 2
    for (int i = 0; i < 30; i++) {
      offer(memory, i, i / 10, 0, 0);
    }

    // Then: the last two of each
    assertThat(numbers(memory)).containsExactlyInAnyOrder(8, 9, 18, 19, 28, 29);
  }

  @Test
  void shouldNotLetAClassGrowBeyondItsShareWhenRing() {
    // Given: room for six, four of which class 0 has taken
    Memory memory = memory(6, ring("ring"));
    for (int i = 0; i < 4; i++) {
      offer(memory, i, 0, 0, 0);
    }

    // When: three of each are allowed from here on
    for (int i = 4; i < 8; i++) {
      offer(memory, i, 1, 0, 0);
    }
    offer(memory, 8, 0, 0, 0);

    // Then
    assertThat(numbers(memory)).containsExactlyInAnyOrder(2, 3, 8, 5, 6, 7);
  }

  @Test
  void shouldKeepTheNewestOfEveryWindowWhenRingByWindow() {
    // Given
    Memory memory = memory(4, ring("ring(by=window)"));

    // When: of one class all
    for (int i = 0; i < 20; i++) {
      offer(memory, i, 0, i / 10, 0);
    }

    // Then
    assertThat(numbers(memory)).containsExactlyInAnyOrder(8, 9, 18, 19);
  }

  @Test
  void shouldKeepTheNewestGroupsWhenRingHasMoreThanSlots() {
    // Given
    Memory memory = memory(3, ring("ring(by=window)"));

    // When
    for (int i = 0; i < 10; i++) {
      offer(memory, i, 0, i, 0);
    }

    // Then
    assertThat(numbers(memory)).containsExactlyInAnyOrder(7, 8, 9);
  }

  /** How often each of three examples gave way to a fourth. */
  private int[] victims(int repetitions, double[] losses, double refreshed) {
    int[] victims = new int[4];
    for (int repetition = 0; repetition < repetitions; repetition++) {
      Memory memory = memory(3, new LossAware(random));
      for (int i = 0; i < 3; i++) {
        offer(memory, i, 0, 0, losses[i]);
      }
      memory.replayed(0, refreshed);
      offer(memory, 3, 0, 0, 1);
      for (int i = 0; i < 4; i++) {
        victims[i] += numbers(memory).contains(i) ? 0 : 1;
      }
    }
    return victims;
  }

  private static void assertShare(int count, int of, double share) {
    double deviation = Math.sqrt(of * share * (1 - share));
    assertThat((double) count).isBetween(of * share - 5 * deviation, of * share + 5 * deviation);
  }

  @Test
  void shouldLetGoOfWhatIsKnownBestWhenLossAware() {
    // When: the last is accepted three times of four, then (2 − ℓ)/2 in units of their sum
    int[] victims = victims(8000, new double[] {0, 1, 2}, 0);

    // Then
    assertShare(victims[0], 8000, 0.75 * 2 / 3);
    assertShare(victims[1], 8000, 0.75 / 3);
    assertThat(victims[2]).isZero();
    assertShare(victims[3], 8000, 0.25);
  }

  @Test
  void shouldGoByTheLossWhenLastReplayedWhenLossAware() {
    // When: the first is now the hardest
    int[] victims = victims(8000, new double[] {0, 1, 2}, 3);

    // Then: 0, 2 and 1 parts of three
    assertThat(victims[0]).isZero();
    assertShare(victims[1], 8000, 0.75 * 2 / 3);
    assertShare(victims[2], 8000, 0.75 / 3);
  }

  @Test
  void shouldBeAReservoirWhereAllLossesAreEqualOrUnknownWhenLossAware() {
    // When
    int[] victims = victims(8000, new double[] {Double.NaN, 0, Double.POSITIVE_INFINITY}, 0);

    // Then
    for (int count : victims) {
      assertShare(count, 8000, 0.25);
    }
  }
}
