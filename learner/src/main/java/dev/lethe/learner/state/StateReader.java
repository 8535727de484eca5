package dev.lethe.learner.state;

import ai.djl.ndarray.NDArray;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads what a {@link StateWriter} wrote, in the same order. */
public final class StateReader {
  private static final int PIECE = 1 << 16;

  private final DataInputStream in;

  /**
   * @param in is not closed; make it a buffered one
   */
  public StateReader(InputStream in) {
    this.in = new DataInputStream(in);
  }

  private interface Reading<T> {
    T run() throws IOException;
  }

  private static <T> T read(Reading<T> reading) {
    try {
      return reading.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long getLong() {
    return read(in::readLong);
  }

  public int getInt() {
    return Math.toIntExact(getLong());
  }

  public double getDouble() {
    return Double.longBitsToDouble(getLong());
  }

  public boolean getBoolean() {
    return getLong() != 0;
  }

  /** A text, or null. */
  public String getText() {
    long length = getLong();
    return length < 0 ? null : new String(bytes(length), StandardCharsets.UTF_8);
  }

  public byte[] getBytes() {
    return bytes(getLong());
  }

  private byte[] bytes(long length) {
    int whole = Math.toIntExact(length);
    byte[] bytes = read(() -> in.readNBytes(whole));
    if (bytes.length < whole) {
      throw new StateMismatchException("bytes of state", bytes.length, whole);
    }
    return bytes;
  }

  public int[] getInts() {
    int[] values = new int[getInt()];
    pieces(
        values.length,
        Integer.BYTES,
        (bytes, from, count) -> bytes.asIntBuffer().get(values, from, count));
    return values;
  }

  public long[] getLongs() {
    long[] values = new long[getInt()];
    pieces(
        values.length,
        Long.BYTES,
        (bytes, from, count) -> bytes.asLongBuffer().get(values, from, count));
    return values;
  }

  public float[] getFloats() {
    float[] values = new float[getInt()];
    pieces(
        values.length,
        Float.BYTES,
        (bytes, from, count) -> bytes.asFloatBuffer().get(values, from, count));
    return values;
  }

  public double[] getDoubles() {
    double[] values = new double[getInt()];
    pieces(
        values.length,
        Double.BYTES,
        (bytes, from, count) -> bytes.asDoubleBuffer().get(values, from, count));
    return values;
  }

  /** Reads the elements of a float32 array into an array of the same size. */
  public void get(NDArray array) {
    float[] values = getFloats();
    if (values.length != array.size()) {
      throw new StateMismatchException("elements of an array", values.length, array.size());
    }
    try (NDArray read = array.getManager().create(values, array.getShape())) {
      read.copyTo(array);
    }
  }

  /** Reads float32 arrays. */
  public void get(List<NDArray> arrays) {
    arrays.forEach(this::get);
  }

  /** Reads a part that was written under a name. */
  public void get(String name, Stateful part) {
    expect("part of the state", name);
    part.restore(this);
  }

  /** Reads a text that has to be this one. */
  public void expect(String what, String wanted) {
    String seen = getText();
    if (!wanted.equals(seen)) {
      throw new StateMismatchException(what, seen, wanted);
    }
  }

  private interface Piece {
    void take(ByteBuffer bytes, int from, int count);
  }

  private void pieces(int length, int size, Piece piece) {
    for (int from = 0; from < length; from += PIECE) {
      int count = Math.min(PIECE, length - from);
      piece.take(ByteBuffer.wrap(bytes((long) count * size)), from, count);
    }
  }
}
