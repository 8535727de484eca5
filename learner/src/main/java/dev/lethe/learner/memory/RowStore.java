package dev.lethe.learner.memory;

import dev.lethe.learner.part.BufferPolicy;
import dev.lethe.learner.state.StateMismatchException;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Features.Bytes;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Store of labelled rows in slots {@code 0 … size-1}. It holds a structure of arrays: features
 * {@code [slots, features]}, and labels, windows and keys of the examples, each {@code [slots]}.
 *
 * <p>The store keeps rows as bytes until the first float row arrives, then converts all rows to
 * floats. Both forms read back as the same values.
 */
public final class RowStore implements BufferPolicy.Slots, Stateful {
  private final int features;
  private final int capacity;
  private byte[] bytes;
  private float[] floats;
  private int[] labels;
  private int[] windows;
  private long[] keys;
  private int size;

  /**
   * Creates an empty store.
   *
   * @param features number of features per row
   * @param capacity maximum number of rows
   * @param reserved number of rows to allocate now; the allocation doubles when it is full
   * @throws IllegalArgumentException if {@code capacity · features} exceeds the size of an array
   */
  public RowStore(int features, int capacity, int reserved) {
    // fails early: otherwise the store would reach the array limit only when nearly full
    if ((long) capacity * features > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "rows to store: got '"
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
    this.keys = new long[reserved];
  }

  /** Returns the number of rows in the store. */
  @Override
  public int size() {
    return size;
  }

  @Override
  public int capacity() {
    return capacity;
  }

  /** Returns the allocated size of rows, labels, windows and keys, bytes. */
  public long sizeInBytes() {
    long rows = floats == null ? bytes.length : (long) floats.length * Float.BYTES;
    return rows + labels.length * (2L * Integer.BYTES + Long.BYTES);
  }

  /**
   * Writes a row.
   *
   * @param slot slot in {@code 0 … size}; {@code size} appends the row
   * @param label class of the row
   * @param window number of the row's task window
   * @param key key of the row's example
   */
  public void put(int slot, Features row, int label, int window, long key) {
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
    keys[slot] = key;
    size = Math.max(size, slot + 1);
  }

  /** Removes the row in a slot. The row in the last slot moves into this slot. */
  public void remove(int slot) {
    int last = size - 1;
    move(last, slot);
    labels[slot] = labels[last];
    windows[slot] = windows[last];
    keys[slot] = keys[last];
    size = last;
  }

  private void move(int from, int to) {
    Object rows = floats == null ? bytes : floats;
    System.arraycopy(rows, from * features, rows, to * features, features);
    // a removed row leaves no trace in memory
    if (floats == null) {
      Arrays.fill(bytes, from * features, (from + 1) * features, (byte) 0);
    } else {
      Arrays.fill(floats, from * features, (from + 1) * features, 0);
    }
  }

  /** Copies the row in a slot to {@code target[from … from + features - 1]}, as float32. */
  public void copyRow(int slot, float[] target, int from) {
    if (floats != null) {
      System.arraycopy(floats, slot * features, target, from, features);
      return;
    }
    for (int i = 0; i < features; i++) {
      target[from + i] = Bytes.toFloat(bytes[slot * features + i]);
    }
  }

  /** Returns a copy of the row in a slot, as bytes if the store holds bytes. */
  public Features row(int slot) {
    int from = slot * features;
    return floats == null
        ? new Bytes(Arrays.copyOfRange(bytes, from, from + features))
        : new Features.Floats(Arrays.copyOfRange(floats, from, from + features));
  }

  @Override
  public int label(int slot) {
    return labels[slot];
  }

  @Override
  public int window(int slot) {
    return windows[slot];
  }

  /** Returns the key of the example in a slot. */
  public long key(int slot) {
    return keys[slot];
  }

  /** Passes the key of each row to an action. */
  public void forEachKey(LongConsumer action) {
    Arrays.stream(keys, 0, size).forEach(action);
  }

  /** Writes the rows, without unused slots. */
  @Override
  public void save(StateWriter out) {
    out.put(labels, size).put(windows, size).put(keys, size).put(floats == null);
    if (floats == null) {
      out.put(bytes, size * features);
    } else {
      out.put(floats, size * features);
    }
  }

  @Override
  public void restore(StateReader in) {
    int[] restored = in.getInts();
    if (restored.length > capacity) {
      throw new StateMismatchException("rows in store", restored.length, "up to " + capacity);
    }
    int[] restoredWindows = requireLength(in.getInts(), restored.length);
    long[] restoredKeys = requireLength(in.getLongs(), restored.length);
    int slots = Math.max(labels.length, restored.length);
    int values = restored.length * features;
    if (in.getBoolean()) {
      bytes = Arrays.copyOf(requireLength(in.getBytes(), values), slots * features);
      floats = null;
    } else {
      floats = Arrays.copyOf(requireLength(in.getFloats(), values), slots * features);
      bytes = null;
    }
    labels = Arrays.copyOf(restored, slots);
    windows = Arrays.copyOf(restoredWindows, slots);
    keys = Arrays.copyOf(restoredKeys, slots);
    size = restored.length;
  }

  private static <A> A requireLength(A array, int expected) {
    if (Array.getLength(array) != expected) {
      throw new StateMismatchException("values in store", Array.getLength(array), expected);
    }
    return array;
  }

  private void grow() {
    int slots = Math.min(capacity, Math.max(1, 2 * labels.length));
    labels = Arrays.copyOf(labels, slots);
    windows = Arrays.copyOf(windows, slots);
    keys = Arrays.copyOf(keys, slots);
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
      floats[i] = Bytes.toFloat(bytes[i]);
    }
    bytes = null;
  }
}
