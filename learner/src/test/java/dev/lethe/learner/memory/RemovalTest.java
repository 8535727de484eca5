package dev.lethe.learner.memory;

import static dev.lethe.learner.memory.Buffers.buffer;
import static dev.lethe.learner.memory.Buffers.keys;
import static dev.lethe.learner.memory.Buffers.offer;
import static dev.lethe.learner.memory.Buffers.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lethe.learner.part.BufferPolicy;
import dev.lethe.learner.part.Kit;
import dev.lethe.learner.state.StateMismatchException;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
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
}
