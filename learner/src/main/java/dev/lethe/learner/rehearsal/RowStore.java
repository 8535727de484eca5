package dev.lethe.learner.rehearsal;

import dev.lethe.learner.Features;
import dev.lethe.learner.Features.Bytes;
import dev.lethe.learner.state.StateDigest;
import java.util.Arrays;

/**
 * Labelled rows in slots {@code 0 … size-1}, as a structure of arrays: {@code [slots, features]}
 * and {@code [slots]}.
 *
 * <p>Rows are kept as bytes until the first row of floats arrives, and as floats from then on; what
 * is read back is the same either way.
 */
public final class RowStore {
  private final int features;
  private final int capacity;
  private byte[] bytes;
  private float[] floats;
  private int[] labels;
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
          "rows to keep: seen '"
              + capacity
              + "', wanted at most "
              + (Integer.MAX_VALUE - 8) / features
              + " of "
              + features
              + " features");
    }
    this.features = features;
    this.capacity = capacity;
    this.bytes = new byte[reserved * features];
    this.labels = new int[reserved];
  }

  /** Slots in use. */
  public int size() {
    return size;
  }

  public int capacity() {
    return capacity;
  }

  /** Memory of the rows and labels, bytes. */
  public long memory() {
    long rows = floats == null ? bytes.length : (long) floats.length * Float.BYTES;
    return rows + (long) labels.length * Integer.BYTES;
  }

  /**
   * Writes a row.
   *
   * @param slot a slot in use, which is overwritten, or the first that is not
   */
  public void put(int slot, Features row, int label) {
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

  public int label(int slot) {
    return labels[slot];
  }

  /** Adds the slots in use. */
  public void describeTo(StateDigest digest) {
    digest.add(labels, size);
    if (floats == null) {
      digest.add(bytes, size * features);
    } else {
      digest.add(floats, size * features);
    }
  }

  private void grow() {
    int slots = Math.min(capacity, Math.max(1, 2 * labels.length));
    labels = Arrays.copyOf(labels, slots);
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
