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
      store.put(slot, new Features.Bytes(new byte[784]), 1, 0);
    }

    // Then
    assertThat(store.sizeInBytes()).isLessThanOrEqualTo((long) (1.1 * 500 * 784));
  }

  @Test
  void shouldReadBackTheSameValuesAfterConversionToFloats() {
    // Given
    RowStore store = new RowStore(2, 3, 3);
    store.put(0, new Features.Bytes(new byte[] {0, (byte) 255}), 4, 0);
    store.put(1, new Features.Bytes(new byte[] {51, 102}), 5, 0);
    float[] before = row(store, 1);

    // When
    store.put(2, new Features.Floats(new float[] {-7.5f, 1e9f}), 6, 0);
    store.put(0, new Features.Bytes(new byte[] {(byte) 204, 1}), 7, 0);

    // Then
    assertThat(row(store, 1)).containsExactly(before).containsExactly(0.2f, 0.4f);
    assertThat(row(store, 2)).containsExactly(-7.5f, 1e9f);
    assertThat(row(store, 0)).containsExactly(0.8f, 1 / 255f);
    assertThat(store.label(0)).isEqualTo(7);
    assertThat(store.sizeInBytes()).isEqualTo(3 * 2 * Float.BYTES + 3 * 2 * Integer.BYTES);
  }

  @Test
  void shouldGrowUpToItsCapacity() {
    // Given
    RowStore store = new RowStore(1, 5, 2);

    // When
    for (int slot = 0; slot < 5; slot++) {
      store.put(slot, new Features.Floats(new float[] {slot}), slot, 0);
    }

    // Then
    assertThat(store.size()).isEqualTo(5);
    assertThat(row(store, 4, 1)).containsExactly(4f);
    assertThat(row(store, 0, 1)).containsExactly(0f);
    assertThat(store.sizeInBytes()).isEqualTo(5 * (Float.BYTES + 2 * Integer.BYTES));
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

    // When, Then
    assertRefused(out -> out.put(many, many.length), "rows in store: got '100000'");
    assertRefused(
        out -> out.put(many, 500).put(many, 500).put(true).put(new byte[0], 0),
        "values in store: got '0', expected '392000'");
    assertRefused(out -> out.put(many, 500).put(many, 499), "values in store: got '499'");
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
