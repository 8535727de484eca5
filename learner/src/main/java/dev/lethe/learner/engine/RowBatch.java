package dev.lethe.learner.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Rows on their way into the engine: filled, handed over, cleared, and filled again without
 * allocating.
 *
 * <p>On a CPU the arrays that it hands out are windows on its own memory: close them before the
 * next {@link #clear}. Not safe for use by more than one thread.
 */
public final class RowBatch {
  private static final int ALIGNMENT = 64;

  private final int capacity;
  private final int width;
  private final float[] values;
  private final ByteBuffer features;
  private final ByteBuffer labels;
  private int rows;

  /**
   * @param capacity rows at most
   * @param width features per row
   */
  public RowBatch(int capacity, int width) {
    // a Java buffer holds no more bytes
    long most =
        (Integer.MAX_VALUE - 2 * ALIGNMENT) / Math.max((long) width * Float.BYTES, Long.BYTES);
    if (capacity > most) {
      throw new IllegalArgumentException(
          "rows at once: seen '"
              + capacity
              + "', wanted at most "
              + most
              + " of "
              + width
              + " features");
    }
    this.capacity = capacity;
    this.width = width;
    this.values = new float[capacity * width];
    this.features = aligned(values.length * Float.BYTES);
    this.labels = aligned(capacity * Long.BYTES);
  }

  private static ByteBuffer aligned(int bytes) {
    int whole = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return ByteBuffer.allocateDirect(whole + ALIGNMENT)
        .alignedSlice(ALIGNMENT)
        .order(ByteOrder.nativeOrder());
  }

  /** Forgets all rows. */
  public void clear() {
    rows = 0;
  }

  /**
   * Appends a row.
   *
   * @param label its class, or any number where labels are not asked for
   */
  public void add(Row row, int label) {
    row.copyTo(values, rows * width);
    labels.putLong(rows * Long.BYTES, label);
    rows++;
  }

  public int rows() {
    return rows;
  }

  /** The label that a row was added with. */
  public int label(int row) {
    return (int) labels.getLong(row * Long.BYTES);
  }

  /** How many rows there may be. */
  public int capacity() {
    return capacity;
  }

  /** The rows' features, float32 {@code [rows, width]}. */
  public NDArray features(NDManager scope) {
    features.asFloatBuffer().put(values, 0, rows * width);
    return scope.create(
        features.slice(0, rows * width * Float.BYTES), new Shape(rows, width), DataType.FLOAT32);
  }

  /** The rows' labels, int64 {@code [rows, 1]}. */
  public NDArray labels(NDManager scope) {
    return scope.create(labels.slice(0, rows * Long.BYTES), new Shape(rows, 1), DataType.INT64);
  }
}
