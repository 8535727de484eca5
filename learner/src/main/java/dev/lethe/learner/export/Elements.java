package dev.lethe.learner.export;

import java.nio.ByteBuffer;

/** Elements of an array, of one of the types that parameters and buffers have. */
public sealed interface Elements {
  /** Returns the number of elements. */
  int count();

  /** Returns the type's name in safetensors. */
  String type();

  /** Returns the bytes per element. */
  int width();

  /**
   * Copies elements to a buffer.
   *
   * @param from first element
   * @param count number of elements
   * @param to buffer in the byte order of the file; its position does not change
   */
  void copy(int from, int count, ByteBuffer to);

  /** Elements of type float32. */
  record Floats(float[] values) implements Elements {
    @Override
    public int count() {
      return values.length;
    }

    @Override
    public String type() {
      return "F32";
    }

    @Override
    public int width() {
      return Float.BYTES;
    }

    @Override
    public void copy(int from, int count, ByteBuffer to) {
      to.asFloatBuffer().put(values, from, count);
    }
  }

  /** Elements of type float64. */
  record Doubles(double[] values) implements Elements {
    @Override
    public int count() {
      return values.length;
    }

    @Override
    public String type() {
      return "F64";
    }

    @Override
    public int width() {
      return Double.BYTES;
    }

    @Override
    public void copy(int from, int count, ByteBuffer to) {
      to.asDoubleBuffer().put(values, from, count);
    }
  }

  /** Elements of type int64. */
  record Longs(long[] values) implements Elements {
    @Override
    public int count() {
      return values.length;
    }

    @Override
    public String type() {
      return "I64";
    }

    @Override
    public int width() {
      return Long.BYTES;
    }

    @Override
    public void copy(int from, int count, ByteBuffer to) {
      to.asLongBuffer().put(values, from, count);
    }
  }
}
