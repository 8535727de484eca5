package dev.lethe.learner.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reusable buffer that transfers rows of floats from the Java heap to the engine.
 *
 * <p>On a CPU the returned arrays share the memory of this buffer, so close them before the next
 * call of {@link #array}. This class is not thread-safe.
 */
public final class FloatRows {
  private static final int ALIGNMENT = 64;

  private final int capacity;
  private final int width;
  private final float[] values;
  private final ByteBuffer bytes;

  /**
   * Allocates a buffer.
   *
   * @param capacity maximum number of rows
   * @param width number of values per row
   * @throws IllegalArgumentException if the buffer would exceed the maximum size of a Java buffer
   */
  public FloatRows(int capacity, int width) {
    // maximum size of a Java buffer, in rows
    long maxRows = (Integer.MAX_VALUE - 2 * ALIGNMENT) / ((long) width * Float.BYTES);
    if (capacity > maxRows) {
      throw new IllegalArgumentException(
          "rows per batch: got '"
              + capacity
              + "', expected at most "
              + maxRows
              + " of "
              + width
              + " features");
    }
    this.capacity = capacity;
    this.width = width;
    this.values = new float[capacity * width];
    this.bytes = aligned(values.length * Float.BYTES);
  }

  /** Returns direct memory that begins at a cache line. */
  static ByteBuffer aligned(int bytes) {
    int padded = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return ByteBuffer.allocateDirect(padded + ALIGNMENT)
        .alignedSlice(ALIGNMENT)
        .order(ByteOrder.nativeOrder());
  }

  /** Returns the maximum number of rows. */
  public int capacity() {
    return capacity;
  }

  /** Returns the number of values per row. */
  public int width() {
    return width;
  }

  /** Returns the writable rows, {@code [capacity, width]} in row-major order. */
  public float[] values() {
    return values;
  }

  /**
   * Returns the first rows as an array of the engine.
   *
   * @param scope manager that owns the array
   * @param rows number of rows, in 1 … capacity
   * @return float32 {@code [rows, width]}
   */
  public NDArray array(NDManager scope, int rows) {
    bytes.asFloatBuffer().put(values, 0, rows * width);
    return scope.create(
        bytes.slice(0, rows * width * Float.BYTES), new Shape(rows, width), DataType.FLOAT32);
  }
}
