package dev.lethe.learner.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;

/**
 * Rows of floats that stay in the memory of the engine, to be predicted again and again without
 * another conversion.
 *
 * <p>On a CPU the returned arrays share the memory of these rows, so close them before the rows
 * change. This class is not thread-safe.
 */
public final class ResidentRows {
  private final int width;
  private final float[] row;
  private ByteBuffer bytes = FloatRows.aligned(0);
  private int rows;

  /**
   * Creates an empty set of rows.
   *
   * @param width number of values per row
   */
  public ResidentRows(int width) {
    this.width = width;
    this.row = new float[width];
  }

  /** Returns the number of rows. */
  public int rows() {
    return rows;
  }

  /** Appends a row. */
  public void add(RowSource source) {
    int size = width * Float.BYTES;
    if ((rows + 1) * size > bytes.capacity()) {
      ByteBuffer larger = FloatRows.aligned(Math.multiplyExact(2 * Math.max(rows, 8), size));
      bytes = larger.put(0, bytes, 0, rows * size);
    }
    source.copyTo(row, 0);
    bytes.slice(rows * size, size).order(bytes.order()).asFloatBuffer().put(row);
    rows++;
  }

  /** Removes the first rows. The others move to their place, so that their memory stays aligned. */
  public void removeFirst(int removed) {
    int from = removed * width * Float.BYTES;
    rows -= removed;
    bytes.put(0, bytes, from, rows * width * Float.BYTES);
  }

  /** Removes all rows but the first ones. */
  public void keepFirst(int kept) {
    rows = kept;
  }

  /** Removes all rows and releases their memory. */
  public void clear() {
    rows = 0;
    bytes = FloatRows.aligned(0);
  }

  /** Returns all rows as an array of the engine, float32 {@code [rows, width]}. */
  public NDArray array(NDManager scope) {
    return scope.create(
        bytes.slice(0, rows * width * Float.BYTES), new Shape(rows, width), DataType.FLOAT32);
  }
}
