package dev.lethe.learner.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Labelled rows of features on their way into the engine: filled, handed over, cleared, and filled
 * again without allocating.
 *
 * <p>On a CPU the arrays that it hands out are windows on its own memory: close them before the
 * next {@link #clear}. Not safe for use by more than one thread.
 */
public final class RowBatch {
  private final FloatRows features;
  private final int[] labels;
  private final int[] windows;
  private int rows;

  /**
   * @param capacity rows at most
   * @param width features per row
   */
  public RowBatch(int capacity, int width) {
    this.features = new FloatRows(capacity, width);
    this.labels = new int[capacity];
    this.windows = new int[capacity];
  }

  /** Forgets all rows. */
  public void clear() {
    rows = 0;
  }

  /**
   * Appends a row.
   *
   * @param label its class, or any number where labels are not asked for
   * @param window number of the window that it came in, likewise
   */
  public void add(Row row, int label, int window) {
    row.copyTo(features.values(), rows * features.width());
    labels[rows] = label;
    windows[rows] = window;
    rows++;
  }

  public int rows() {
    return rows;
  }

  /** The label that a row was added with. */
  public int label(int row) {
    return labels[row];
  }

  /** The window that a row was added with. */
  public int window(int row) {
    return windows[row];
  }

  /** The features of a row begin at {@code row · width} of this array. */
  public float[] values() {
    return features.values();
  }

  /** Features per row. */
  public int width() {
    return features.width();
  }

  /** How many rows there may be. */
  public int capacity() {
    return features.capacity();
  }

  /** The rows' features, float32 {@code [rows, width]}. */
  public NDArray features(NDManager scope) {
    return features.array(scope, rows);
  }
}
