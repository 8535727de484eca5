package dev.lethe.learner.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lethe.learner.part.BufferPolicy;
import dev.lethe.learner.part.BufferPolicy.Offer;
import dev.lethe.learner.part.Kit;
import dev.lethe.learner.state.StateMismatchException;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.stream.Features;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Removing examples from a buffer, with every policy. */
class RemovalTest {
  private record NamedPolicy(String name, Function<UniformRandomProvider, BufferPolicy> factory) {
    @Override
    public String toString() {
      return name;
    }
  }

  private final UniformRandomProvider random =
      RandomSource.XO_RO_SHI_RO_128_PP.create(new long[] {3, 4});

  static Stream<NamedPolicy> policies() {
    return Stream.of(
        new NamedPolicy("reservoir", Reservoir::new),
        new NamedPolicy("cbrs", ClassBalancedReservoir::new),
        new NamedPolicy("greedy", Greedy::new),
        new NamedPolicy("keyed", KeyedReservoir::new),
        new NamedPolicy("lars", LossAwareReservoir::new),
        new NamedPolicy("fifo", random -> new Fifo()),
        new NamedPolicy("ring", random -> new Ring(Kit.part("ring"))),
        new NamedPolicy("ring by window", random -> new Ring(Kit.part("ring(by=window)"))));
  }

  private static ReplayBuffer buffer(int capacity, BufferPolicy policy) {
    return new ReplayBuffer(new RowStore(1, capacity, capacity), policy);
  }

  private static void offer(ReplayBuffer buffer, long key, int label, double loss) {
    buffer.offer(
        new Features.Floats(new float[] {key}), new Offer(label, (int) key / 100, loss), () -> key);
  }

  private static List<Long> keys(ReplayBuffer buffer) {
    List<Long> keys = new ArrayList<>();
    buffer.forEachKey(keys::add);
    return keys;
  }

  private static Set<Long> range(long from, long to) {
    return LongStream.range(from, to).boxed().collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("policies")
  void shouldKeepRowsIntactWhileExamplesComeAndGo(NamedPolicy policy) {
    // Given
    ReplayBuffer buffer = buffer(30, policy.factory.apply(random));
    var choices = new Random(1);
    Set<Long> forgotten = new HashSet<>();

    // When
    for (int key = 0; key < 3000; key++) {
      offer(buffer, key, (key / 50 + key) % 4, choices.nextDouble());
      if (choices.nextInt(10) == 0) {
        Set<Long> some = new TreeSet<>();
        for (int i = choices.nextInt(40); i > 0; i--) {
          some.add((long) choices.nextInt(key + 1));
        }
        List<Long> expected = new ArrayList<>(keys(buffer));
        int before = expected.size();
        expected.removeAll(some);
        assertThat(buffer.forget(some)).isEqualTo(before - expected.size());
        assertThat(keys(buffer)).containsExactlyInAnyOrderElementsOf(expected);
        forgotten.addAll(some);
      }
      if (buffer.size() > 0) {
        buffer.replayed(choices.nextInt(buffer.size()), choices.nextDouble());
      }
    }

    // Then: each row is one that was offered, with its own label and window
    assertThat(keys(buffer)).doesNotHaveDuplicates().doesNotContainAnyElementsOf(forgotten);
    float[] row = new float[1];
    for (int slot = 0; slot < buffer.size(); slot++) {
      int key = (int) buffer.rows().key(slot);
      buffer.rows().copyRow(slot, row, 0);
      assertThat(row[0]).isEqualTo(key);
      assertThat(buffer.rows().label(slot)).isEqualTo((key / 50 + key) % 4);
      assertThat(buffer.rows().window(slot)).isEqualTo(key / 100);
    }
  }

  @ParameterizedTest
  @MethodSource("policies")
  void shouldFillTheBufferAgainAfterAllWasForgotten(NamedPolicy policy) {
    // Given
    ReplayBuffer buffer = buffer(20, policy.factory.apply(random));
    for (int key = 0; key < 2000; key++) {
      offer(buffer, key, key % 4, 1);
    }

    // When
    int removed = buffer.forget(range(0, 2000));
    int empty = buffer.size();
    for (int key = 2000; key < 2100; key++) {
      offer(buffer, key, key % 4, 1);
    }

    // Then
    assertThat(removed).isEqualTo(20);
    assertThat(empty).isZero();
    assertThat(buffer.size()).isEqualTo(20);
    assertThat(keys(buffer)).doesNotHaveDuplicates().allMatch(key -> key >= 2000);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void shouldRefuseStateThatDoesNotFitTheBuffer(NamedPolicy policy) {
    // Given: the policy of a buffer with one example, and a buffer with 20
    ReplayBuffer one = buffer(20, policy.factory.apply(random));
    ReplayBuffer full = buffer(20, policy.factory.apply(random));
    offer(one, 0, 0, 1);
    for (int key = 0; key < 30; key++) {
      offer(full, key, key % 4, 1);
    }
    var rows = new ByteArrayOutputStream();
    full.rows().save(new StateWriter(rows));
    byte[] ofOne = saved(one);
    var rowsOfOne = new ByteArrayOutputStream();
    one.rows().save(new StateWriter(rowsOfOne));

    // When
    rows.write(ofOne, rowsOfOne.size(), ofOne.length - rowsOfOne.size());

    // Then
    assertThatExceptionOfType(StateMismatchException.class)
        .isThrownBy(() -> restore(policy, rows.toByteArray()));
    restore(policy, saved(full));
  }

  private static byte[] saved(ReplayBuffer buffer) {
    var out = new ByteArrayOutputStream();
    buffer.save(new StateWriter(out));
    return out.toByteArray();
  }

  private void restore(NamedPolicy policy, byte[] state) {
    buffer(20, policy.factory.apply(random))
        .restore(new StateReader(new ByteArrayInputStream(state)));
  }

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
