package dev.lethe.learner.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Rows of numbers on their way into the engine: filled on the heap, handed over, and filled again
 * without allocating.
 *
 * <p>On a CPU the arrays that it hands out are windows on its own memory: close them before the
 * next {@link #array}. Not safe for use by more than one thread.
 */
public final class FloatRows {
  private static final int ALIGNMENT = 64;

  private final int capacity;
  private final int width;
  private final float[] values;
  private final ByteBuffer bytes;

  /**
   * @param capacity rows at most
   * @param width numbers per row
   */
  public FloatRows(int capacity, int width) {
    // a Java buffer holds no more bytes
    long most = (Integer.MAX_VALUE - 2 * ALIGNMENT) / ((long) width * Float.BYTES);
    if (capacity > most) {
      throw new IllegalArgumentException(
          "rows at once: got '"
              + capacity
              + "', expected at most "
              + most
              + " of "
              + width
              + " features");
    }
    this.capacity = capacity;
    this.width = width;
    this.values = new float[capacity * width];
    this.bytes = aligned(values.length * Float.BYTES);
  }

  private static ByteBuffer aligned(int bytes) {
    int whole = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return ByteBuffer.allocateDirect(whole + ALIGNMENT)
        .alignedSlice(ALIGNMENT)
        .order(ByteOrder.nativeOrder());
  }

  /** How many rows there may be. */
  public int capacity() {
    return capacity;
  }

  /** Numbers per row. */
  public int width() {
    return width;
  }

  /** The rows themselves, in row-major order, to be written to. */
  public float[] values() {
    return values;
  }

  /** The first {@code rows} rows, float32 {@code [rows, width]}. */
  public NDArray array(NDManager scope, int rows) {
    bytes.asFloatBuffer().put(values, 0, rows * width);
    return scope.create(
        bytes.slice(0, rows * width * Float.BYTES), new Shape(rows, width), DataType.FLOAT32);
  }
}
