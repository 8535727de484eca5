package dev.lethe.learner.memory;

import dev.lethe.learner.part.BufferPolicy;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Features.Bytes;
import java.util.Arrays;

/**
 * Labelled rows in slots {@code 0 … size-1}, as a structure of arrays: {@code [slots, features]}
 * and {@code [slots]}.
 *
 * <p>Rows are kept as bytes until the first row of floats arrives, and as floats from then on; what
 * is read back is the same either way.
 */
public final class RowStore implements BufferPolicy.Slots, Stateful {
  private final int features;
  private final int capacity;
  private byte[] bytes;
  private float[] floats;
  private int[] labels;
  private int[] windows;
  private int size;

  /**
   * @param features numbers per row
   * @param capacity slots at most
   * @param reserved slots to allocate at once; more are allocated, by doubling, when they are used
   */
  public RowStore(int features, int capacity, int reserved) {
    // a Java array holds no more; better known now than when the store is nearly full
    if ((long) capacity * features > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "rows to keep: got '"
              + capacity
              + "', expected at most "
              + (Integer.MAX_VALUE - 8) / features
              + " of "
              + features
              + " features");
    }
    this.features = features;
    this.capacity = capacity;
    this.bytes = new byte[reserved * features];
    this.labels = new int[reserved];
    this.windows = new int[reserved];
  }

  /** Slots in use. */
  @Override
  public int size() {
    return size;
  }

  @Override
  public int capacity() {
    return capacity;
  }

  /** Memory of the rows, labels and windows, bytes. */
  public long memory() {
    long rows = floats == null ? bytes.length : (long) floats.length * Float.BYTES;
    return rows + 2L * labels.length * Integer.BYTES;
  }

  /**
   * Writes a row.
   *
   * @param slot a slot in use, which is overwritten, or the first that is not
   * @param window number of the window that it came in
   */
  public void put(int slot, Features row, int label, int window) {
    if (slot == labels.length) {
      grow();
    }
    if (floats == null && row instanceof Bytes narrow) {
      System.arraycopy(narrow.values(), 0, bytes, slot * features, features);
    } else {
      promote();
      row.copyTo(floats, slot * features);
    }
    labels[slot] = label;
    windows[slot] = window;
    size = Math.max(size, slot + 1);
  }

  /** Writes the row in a slot into {@code target}, beginning at {@code from}. */
  public void copyRow(int slot, float[] target, int from) {
    if (floats != null) {
      System.arraycopy(floats, slot * features, target, from, features);
      return;
    }
    for (int i = 0; i < features; i++) {
      target[from + i] = Bytes.read(bytes[slot * features + i]);
    }
  }

  @Override
  public int label(int slot) {
    return labels[slot];
  }

  @Override
  public int window(int slot) {
    return windows[slot];
  }

  /** Writes the slots in use. */
  @Override
  public void save(StateWriter out) {
    out.put(labels, size).put(windows, size).put(floats == null);
    if (floats == null) {
      out.put(bytes, size * features);
    } else {
      out.put(floats, size * features);
    }
  }

  @Override
  public void restore(StateReader in) {
    int[] kept = in.getInts();
    int slots = Math.max(labels.length, kept.length);
    labels = Arrays.copyOf(kept, slots);
    windows = Arrays.copyOf(in.getInts(), slots);
    size = kept.length;
    if (in.getBoolean()) {
      bytes = Arrays.copyOf(in.getBytes(), slots * features);
      floats = null;
    } else {
      floats = Arrays.copyOf(in.getFloats(), slots * features);
      bytes = null;
    }
  }

  private void grow() {
    int slots = Math.min(capacity, Math.max(1, 2 * labels.length));
    labels = Arrays.copyOf(labels, slots);
    windows = Arrays.copyOf(windows, slots);
    if (floats == null) {
      bytes = Arrays.copyOf(bytes, slots * features);
    } else {
      floats = Arrays.copyOf(floats, slots * features);
    }
  }

  private void promote() {
    if (floats != null) {
      return;
    }
    floats = new float[bytes.length];
    for (int i = 0; i < size * features; i++) {
      floats[i] = Bytes.read(bytes[i]);
    }
    bytes = null;
  }
}
