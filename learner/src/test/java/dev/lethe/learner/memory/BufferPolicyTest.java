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
  private static final Features FEATURES = new Features.Bytes(new byte[1]);

  private final UniformRandomProvider random =
      RandomSource.XO_RO_SHI_RO_128_PP.create(new long[] {3, 4});

  private static ReplayBuffer buffer(int capacity, BufferPolicy policy) {
    return new ReplayBuffer(new RowStore(1, capacity, capacity), policy);
  }

  private static int count(ReplayBuffer buffer, int label) {
    int count = 0;
    for (int slot = 0; slot < buffer.size(); slot++) {
      count += buffer.rows().label(slot) == label ? 1 : 0;
    }
    return count;
  }

  @Test
  void shouldKeepAllOfARareClassAndBalanceTheOthersInCbrs() {
    // Given: 1980 examples of class 0, 1010 of class 1 and 10 of class 2, spread evenly
    ReplayBuffer buffer = buffer(60, new ClassBalancedReservoir(random));

    // When
    for (int i = 0; i < 3000; i++) {
      int label = i % 300 == 299 ? 2 : i % 3 == 0 ? 1 : 0;
      buffer.offer(FEATURES, new Offer(label, 0, 0), () -> 0);
    }

    // Then
    assertThat(buffer.size()).isEqualTo(60);
    assertThat(count(buffer, 2)).isEqualTo(10);
    assertThat(count(buffer, 0)).isEqualTo(25);
    assertThat(count(buffer, 1)).isEqualTo(25);
  }

  @Test
  void shouldShareTheBufferEquallyInGreedy() {
    // Given
    ReplayBuffer buffer = buffer(12, new Greedy(random));

    // When: class 0 fills the buffer, followed by class 1 and class 2
    for (int i = 0; i < 90; i++) {
      buffer.offer(FEATURES, new Offer(i / 30, 0, 0), () -> 0);
    }

    // Then
    assertThat(count(buffer, 0)).isEqualTo(4);
    assertThat(count(buffer, 1)).isEqualTo(4);
    assertThat(count(buffer, 2)).isEqualTo(4);
  }

  @Test
  void shouldKeepTheNewestExamplesInFifo() {
    // Given
    ReplayBuffer buffer = buffer(3, new Fifo());

    // When
    for (int i = 0; i < 5; i++) {
      buffer.offer(FEATURES, new Offer(i, 0, 0), () -> 0);
    }

    // Then: 3 and 4 have overwritten 0 and 1
    assertThat(new int[] {buffer.rows().label(0), buffer.rows().label(1), buffer.rows().label(2)})
        .containsExactly(3, 4, 2);
  }

  @Test
  void shouldKeepEveryOfferWithTheSameProbabilityInKeyedReservoir() {
    // Given
    int offers = 50;
    int capacity = 10;
    int repetitions = 5000;
    int[] kept = new int[offers];

    // When
    for (int repetition = 0; repetition < repetitions; repetition++) {
      ReplayBuffer buffer = buffer(capacity, new KeyedReservoir(random));
      for (int i = 0; i < offers; i++) {
        buffer.offer(FEATURES, new Offer(i, 0, 0), () -> 0);
      }
      for (int slot = 0; slot < capacity; slot++) {
        kept[buffer.rows().label(slot)]++;
      }
    }

    // Then: binomial with p = 0.2, within five standard deviations
    double expected = 0.2 * repetitions;
    double deviation = Math.sqrt(repetitions * 0.2 * 0.8);
    for (int count : kept) {
      assertThat((double) count).isBetween(expected - 5 * deviation, expected + 5 * deviation);
    }
  }

  private static Ring ring(String expression) {
    return new Ring(Kit.part(expression));
  }

  /** Offers an example with a number in 0 … 255 as its feature. */
  private static void offer(ReplayBuffer buffer, int number, int label, int window, double loss) {
    buffer.offer(
        new Features.Bytes(new byte[] {(byte) number}), new Offer(label, window, loss), () -> 0);
  }

  private static List<Integer> numbers(ReplayBuffer buffer) {
    float[] value = new float[1];
    List<Integer> numbers = new ArrayList<>();
    for (int slot = 0; slot < buffer.size(); slot++) {
      buffer.rows().copyRow(slot, value, 0);
      numbers.add(Math.round(value[0] * 255));
    }
    return numbers;
  }

  @Test
  void shouldKeepTheNewestOfEveryClassInEqualPartsInRing() {
    // Given
    ReplayBuffer buffer = buffer(6, ring("ring"));

    // When: class 0 fills the buffer, followed by class 1 and class 2
    for (int i = 0; i < 30; i++) {
      offer(buffer, i, i / 10, 0, 0);
    }

    // Then: the last two of each
    assertThat(numbers(buffer)).containsExactlyInAnyOrder(8, 9, 18, 19, 28, 29);
  }

  @Test
  void shouldLimitAClassToItsQuotaInRing() {
    // Given: six slots, of which class 0 uses four
    ReplayBuffer buffer = buffer(6, ring("ring"));
    for (int i = 0; i < 4; i++) {
      offer(buffer, i, 0, 0, 0);
    }

    // When: a second class reduces the quota to three
    for (int i = 4; i < 8; i++) {
      offer(buffer, i, 1, 0, 0);
    }
    offer(buffer, 8, 0, 0, 0);

    // Then
    assertThat(numbers(buffer)).containsExactlyInAnyOrder(2, 3, 8, 5, 6, 7);
  }

  @Test
  void shouldKeepTheNewestOfEveryWindowInRingByWindow() {
    // Given
    ReplayBuffer buffer = buffer(4, ring("ring(by=window)"));

    // When: two windows of one class
    for (int i = 0; i < 20; i++) {
      offer(buffer, i, 0, i / 10, 0);
    }

    // Then
    assertThat(numbers(buffer)).containsExactlyInAnyOrder(8, 9, 18, 19);
  }

  @Test
  void shouldKeepTheNewestGroupsWhenRingHasTooFewSlots() {
    // Given
    ReplayBuffer buffer = buffer(3, ring("ring(by=window)"));

    // When
    for (int i = 0; i < 10; i++) {
      offer(buffer, i, 0, i, 0);
    }

    // Then
    assertThat(numbers(buffer)).containsExactlyInAnyOrder(7, 8, 9);
  }

  /**
   * Offers a fourth example to three buffered ones and counts which of the four is missing after.
   */
  private int[] victims(int repetitions, double[] losses, double refreshed) {
    int[] victims = new int[4];
    for (int repetition = 0; repetition < repetitions; repetition++) {
      ReplayBuffer buffer = buffer(3, new LossAwareReservoir(random));
      for (int i = 0; i < 3; i++) {
        offer(buffer, i, 0, 0, losses[i]);
      }
      buffer.replayed(0, refreshed);
      offer(buffer, 3, 0, 0, 1);
      for (int i = 0; i < 4; i++) {
        victims[i] += numbers(buffer).contains(i) ? 0 : 1;
      }
    }
    return victims;
  }

  private static void assertShare(int count, int of, double share) {
    double deviation = Math.sqrt(of * share * (1 - share));
    assertThat((double) count).isBetween(of * share - 5 * deviation, of * share + 5 * deviation);
  }

  @Test
  void shouldPreferToOverwriteLowLossesInLars() {
    // When: the fourth is accepted with probability 3/4, and then overwrites in proportion to 2 − ℓ
    int[] victims = victims(8000, new double[] {0, 1, 2}, 0);

    // Then
    assertShare(victims[0], 8000, 0.75 * 2 / 3);
    assertShare(victims[1], 8000, 0.75 / 3);
    assertThat(victims[2]).isZero();
    assertShare(victims[3], 8000, 0.25);
  }

  @Test
  void shouldUseTheLossOfTheLastReplayInLars() {
    // When: the first now has the highest loss
    int[] victims = victims(8000, new double[] {0, 1, 2}, 3);

    // Then: probabilities 0, 2/3 and 1/3
    assertThat(victims[0]).isZero();
    assertShare(victims[1], 8000, 0.75 * 2 / 3);
    assertShare(victims[2], 8000, 0.75 / 3);
  }

  @Test
  void shouldSampleUniformlyWhenAllLossesAreEqualOrNotFiniteInLars() {
    // When
    int[] victims = victims(8000, new double[] {Double.NaN, 0, Double.POSITIVE_INFINITY}, 0);

    // Then
    for (int count : victims) {
      assertShare(count, 8000, 0.25);
    }
  }
}
