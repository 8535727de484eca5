package dev.lethe.learner.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lethe.learner.state.StateMismatchException;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.stream.Features;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RowStoreTest {
  @Test
  void shouldStoreByteImagesWithLittleOverhead() {
    // Given
    RowStore store = new RowStore(784, 500, 500);

    // When
    for (int slot = 0; slot < 500; slot++) {
      store.put(slot, new Features.Bytes(new byte[784]), 1, 0, 0);
    }

    // Then
    assertThat(store.sizeInBytes()).isLessThanOrEqualTo((long) (1.1 * 500 * 784));
  }

  @Test
  void shouldReadBackTheSameValuesAfterConversionToFloats() {
    // Given
    RowStore store = new RowStore(2, 3, 3);
    store.put(0, new Features.Bytes(new byte[] {0, (byte) 255}), 4, 0, 0);
    store.put(1, new Features.Bytes(new byte[] {51, 102}), 5, 0, 0);
    float[] before = row(store, 1);

    // When
    store.put(2, new Features.Floats(new float[] {-7.5f, 1e9f}), 6, 0, 0);
    store.put(0, new Features.Bytes(new byte[] {(byte) 204, 1}), 7, 0, 0);

    // Then
    assertThat(row(store, 1)).containsExactly(before).containsExactly(0.2f, 0.4f);
    assertThat(row(store, 2)).containsExactly(-7.5f, 1e9f);
    assertThat(row(store, 0)).containsExactly(0.8f, 1 / 255f);
    assertThat(store.label(0)).isEqualTo(7);
    assertThat(store.sizeInBytes())
        .isEqualTo(3 * (2 * Float.BYTES + 2 * Integer.BYTES + Long.BYTES));
  }

  @Test
  void shouldGrowUpToItsCapacity() {
    // Given
    RowStore store = new RowStore(1, 5, 2);

    // When
    for (int slot = 0; slot < 5; slot++) {
      store.put(slot, new Features.Floats(new float[] {slot}), slot, 0, 0);
    }

    // Then
    assertThat(store.size()).isEqualTo(5);
    assertThat(row(store, 4, 1)).containsExactly(4f);
    assertThat(row(store, 0, 1)).containsExactly(0f);
    assertThat(store.sizeInBytes()).isEqualTo(5 * (Float.BYTES + 2 * Integer.BYTES + Long.BYTES));
  }

  @Test
  void shouldRejectCapacityAboveTheArrayLimit() {
    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RowStore(784, 5_000_000, 1))
        .withMessage("rows to store: got '5000000', expected at most 2739137 of 784 features");
  }

  @Test
  void shouldRefuseStateWhoseArraysDoNotFit() {
    // Given: restoring the first two would allocate 784 values for each label
    int[] many = new int[100_000];
    long[] keys = new long[500];

    // When, Then
    assertRefused(out -> out.put(many, many.length), "rows in store: got '100000'");
    assertRefused(
        out -> out.put(many, 500).put(many, 500).put(keys, 500).put(true).put(new byte[0], 0),
        "values in store: got '0', expected '392000'");
    assertRefused(out -> out.put(many, 500).put(many, 499), "values in store: got '499'");
    assertRefused(
        out -> out.put(many, 500).put(many, 500).put(keys, 499), "values in store: got '499'");
  }

  @Test
  void shouldMoveTheLastRowIntoTheSlotOfARemovedOne() {
    // Given: first bytes, then floats
    RowStore store = new RowStore(1, 4, 4);
    for (int slot = 0; slot < 4; slot++) {
      store.put(slot, new Features.Bytes(new byte[] {(byte) (51 * slot)}), slot, 10 + slot, slot);
    }

    // When
    store.remove(1);

    // Then
    assertThat(store.size()).isEqualTo(3);
    assertThat(row(store, 1, 1)).containsExactly(153 / 255f);
    assertThat(store.label(1)).isEqualTo(3);
    assertThat(store.window(1)).isEqualTo(13);
    assertThat(store.key(1)).isEqualTo(3);

    // When
    store.put(2, new Features.Floats(new float[] {7}), 4, 14, 4);
    store.remove(0);

    // Then
    assertThat(row(store, 0, 1)).containsExactly(7);
    assertThat(row(store, 1, 1)).containsExactly(153 / 255f);
    assertThat(store.key(0)).isEqualTo(4);
    store.remove(1);
    store.remove(0);
    assertThat(store.size()).isZero();
  }

  private static void assertRefused(Consumer<StateWriter> state, String message) {
    var bytes = new ByteArrayOutputStream();
    state.accept(new StateWriter(bytes));
    var in = new StateReader(new ByteArrayInputStream(bytes.toByteArray()));
    assertThatExceptionOfType(StateMismatchException.class)
        .isThrownBy(() -> new RowStore(784, 500, 1).restore(in))
        .withMessageStartingWith(message);
  }

  private static float[] row(RowStore store, int slot) {
    return row(store, slot, 2);
  }

  private static float[] row(RowStore store, int slot, int features) {
    float[] row = new float[features];
    store.copyRow(slot, row, 0);
    return row;
  }
}
