package dev.lethe.learner.state;

import ai.djl.ndarray.NDArray;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads values in the order in which a {@link StateWriter} wrote them. All methods throw {@link
 * java.io.UncheckedIOException} if the stream fails.
 */
public final class StateReader {
  private static final int CHUNK_SIZE = 1 << 16;

  private final DataInputStream in;

  /**
   * Creates a reader.
   *
   * @param in stream to read, preferably buffered; the reader does not close it
   */
  public StateReader(InputStream in) {
    this.in = new DataInputStream(in);
  }

  private interface IoSupplier<T> {
    T get() throws IOException;
  }

  private static <T> T read(IoSupplier<T> supplier) {
    try {
      return supplier.get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a long. */
  public long getLong() {
    return read(in::readLong);
  }

  /**
   * Reads an int that was written as a long.
   *
   * @throws ArithmeticException if the value exceeds an int
   */
  public int getInt() {
    return Math.toIntExact(getLong());
  }

  /** Reads a double. */
  public double getDouble() {
    return Double.longBitsToDouble(getLong());
  }

  /** Reads a boolean. */
  public boolean getBoolean() {
    return getLong() != 0;
  }

  /** Reads a text, or null. */
  public String getText() {
    long length = getLong();
    return length < 0 ? null : new String(bytes(length), StandardCharsets.UTF_8);
  }

  /** Reads a byte array. */
  public byte[] getBytes() {
    return bytes(getLong());
  }

  private byte[] bytes(long length) {
    int expected = Math.toIntExact(length);
    byte[] bytes = read(() -> in.readNBytes(expected));
    if (bytes.length < expected) {
      throw new StateMismatchException("bytes of state", bytes.length, expected);
    }
    return bytes;
  }

  /** Reads an int array. */
  public int[] getInts() {
    int[] values = new int[getInt()];
    readChunks(
        values.length,
        Integer.BYTES,
        (bytes, from, count) -> bytes.asIntBuffer().get(values, from, count));
    return values;
  }

  /** Reads a long array. */
  public long[] getLongs() {
    long[] values = new long[getInt()];
    readChunks(
        values.length,
        Long.BYTES,
        (bytes, from, count) -> bytes.asLongBuffer().get(values, from, count));
    return values;
  }

  /** Reads a float array. */
  public float[] getFloats() {
    float[] values = new float[getInt()];
    readChunks(
        values.length,
        Float.BYTES,
        (bytes, from, count) -> bytes.asFloatBuffer().get(values, from, count));
    return values;
  }

  /** Reads a double array. */
  public double[] getDoubles() {
    double[] values = new double[getInt()];
    readChunks(
        values.length,
        Double.BYTES,
        (bytes, from, count) -> bytes.asDoubleBuffer().get(values, from, count));
    return values;
  }

  /**
   * Reads float32 elements into an existing array.
   *
   * @throws StateMismatchException if the number of elements differs
   */
  public void get(NDArray array) {
    float[] values = getFloats();
    if (values.length != array.size()) {
      throw new StateMismatchException("elements of an array", values.length, array.size());
    }
    try (NDArray read = array.getManager().create(values, array.getShape())) {
      read.copyTo(array);
    }
  }

  /** Reads float32 elements into existing arrays, in order. */
  public void get(List<NDArray> arrays) {
    arrays.forEach(this::get);
  }

  /**
   * Restores a part that was written with a name.
   *
   * @throws StateMismatchException if the name differs
   */
  public void get(String name, Stateful part) {
    expect("part of the state", name);
    part.restore(this);
  }

  /** Reads an object in its own binary form. */
  @FunctionalInterface
  public interface Binary<T> {
    /** Reads the object and nothing after it. */
    T readFrom(DataInput in) throws IOException;
  }

  /** Reads a part that was written under a name in its own binary form. */
  public <T> T get(String name, Binary<T> part) {
    expect("part of the state", name);
    return read(() -> part.readFrom(in));
  }

  /**
   * Reads a text and compares it with the expected one.
   *
   * @param key name of the value in the error message
   * @throws StateMismatchException if the texts differ
   */
  public void expect(String key, String expected) {
    String actual = getText();
    if (!expected.equals(actual)) {
      throw new StateMismatchException(key, actual, expected);
    }
  }

  private interface ChunkReader {
    void read(ByteBuffer bytes, int from, int count);
  }

  private void readChunks(int length, int size, ChunkReader reader) {
    for (int from = 0; from < length; from += CHUNK_SIZE) {
      int count = Math.min(CHUNK_SIZE, length - from);
      reader.read(ByteBuffer.wrap(bytes((long) count * size)), from, count);
    }
  }
}
