package dev.lethe.learner.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.LongSupplier;

/**
 * Reusable batch of labelled rows that transfers features to the engine.
 *
 * <p>On a CPU the returned arrays share the memory of this batch, so close them before the next
 * call of {@link #clear}. This class is not thread-safe.
 */
public final class RowBatch {
  private final FloatRows features;
  private final int[] labels;
  private final int[] windows;
  private final LongSupplier[] keys;
  private int rows;

  /**
   * Allocates an empty batch.
   *
   * @param capacity maximum number of rows
   * @param width number of features per row
   * @throws IllegalArgumentException if the batch would exceed the maximum size of a Java buffer
   */
  public RowBatch(int capacity, int width) {
    this.features = new FloatRows(capacity, width);
    this.labels = new int[capacity];
    this.windows = new int[capacity];
    this.keys = new LongSupplier[capacity];
  }

  /** Removes all rows. */
  public void clear() {
    rows = 0;
  }

  /** Appends a row that must not be stored, because it has no key. */
  public void add(RowSource row, int label, int window) {
    add(
        row,
        label,
        window,
        () -> {
          throw new IllegalStateException("key of a row: got none, expected that of its example");
        });
  }

  /**
   * Appends a row.
   *
   * @param row source of the features
   * @param label class of the row; any value if the batch is used without labels
   * @param window number of the row's task window; any value if the batch is used without windows
   * @param key computes the key of the row's example, which only stored rows need
   */
  public void add(RowSource row, int label, int window, LongSupplier key) {
    row.copyTo(features.values(), rows * features.width());
    labels[rows] = label;
    windows[rows] = window;
    keys[rows] = key;
    rows++;
  }

  /** Returns the number of rows in the batch. */
  public int rows() {
    return rows;
  }

  /** Returns the label of a row. */
  public int label(int row) {
    return labels[row];
  }

  /** Returns the window of a row. */
  public int window(int row) {
    return windows[row];
  }

  /** Returns the key of a row's example, to be stored with the row. May compute a SHA-256. */
  public long key(int row) {
    return keys[row].getAsLong();
  }

  /** Returns the features, {@code [capacity, width]} in row-major order. */
  public float[] values() {
    return features.values();
  }

  /** Returns the number of features per row. */
  public int width() {
    return features.width();
  }

  /** Returns the maximum number of rows. */
  public int capacity() {
    return features.capacity();
  }

  /** Returns the features of all rows, float32 {@code [rows, width]}, owned by the scope. */
  public NDArray features(NDManager scope) {
    return features.array(scope, rows);
  }
}
