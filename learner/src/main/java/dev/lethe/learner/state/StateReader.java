package dev.lethe.learner.state;

import ai.djl.ndarray.NDArray;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Reads values in the order in which a {@link StateWriter} wrote them. All methods throw {@link
 * java.io.UncheckedIOException} if the stream fails, and {@link StateMismatchException} if it ends
 * too early or contains a value out of range.
 *
 * <p>The state may be damaged or hostile. Memory is allocated for values that have been read, never
 * for a length alone.
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
    } catch (EOFException e) {
      throw new StateMismatchException("bytes of state", "the end", "more");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a long. */
  public long getLong() {
    return read(in::readLong);
  }

  /** Reads an int that was written as a long. */
  public int getInt() {
    long value = getLong();
    if (value != (int) value) {
      throw new StateMismatchException("number", value, "an integer of 32 bits");
    }
    return (int) value;
  }

  /** Reads the number of values that follow, 0 or more. Do not allocate memory for it. */
  public int getCount() {
    return requireCount(getLong());
  }

  /**
   * Reads the number of values that follow, when there is a maximum.
   *
   * @param key name of the number in the error message
   */
  public int getCount(String key, int max) {
    int count = getCount();
    if (count > max) {
      throw new StateMismatchException(key, count, "up to " + max);
    }
    return count;
  }

  private static int requireCount(long value) {
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new StateMismatchException("number of values", value, "0 to " + Integer.MAX_VALUE);
    }
    return (int) value;
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
    return length == -1 ? null : new String(bytes(length), StandardCharsets.UTF_8);
  }

  /** Reads a byte array. */
  public byte[] getBytes() {
    return bytes(getLong());
  }

  private byte[] bytes(long length) {
    int expected = requireCount(length);
    byte[] bytes = read(() -> in.readNBytes(expected));
    if (bytes.length < expected) {
      throw new StateMismatchException("bytes of state", bytes.length, expected);
    }
    return bytes;
  }

  /** Reads an int array. */
  public int[] getInts() {
    return readArray(
        new int[0],
        Integer.BYTES,
        Arrays::copyOf,
        (bytes, values, from, count) -> bytes.asIntBuffer().get(values, from, count));
  }

  /** Reads a long array. */
  public long[] getLongs() {
    return readArray(
        new long[0],
        Long.BYTES,
        Arrays::copyOf,
        (bytes, values, from, count) -> bytes.asLongBuffer().get(values, from, count));
  }

  /** Reads a float array. */
  public float[] getFloats() {
    return readArray(
        new float[0],
        Float.BYTES,
        Arrays::copyOf,
        (bytes, values, from, count) -> bytes.asFloatBuffer().get(values, from, count));
  }

  /** Reads a double array. */
  public double[] getDoubles() {
    return readArray(
        new double[0],
        Double.BYTES,
        Arrays::copyOf,
        (bytes, values, from, count) -> bytes.asDoubleBuffer().get(values, from, count));
  }

  /**
   * Reads an int array of known length.
   *
   * @throws StateMismatchException if the length differs
   */
  public int[] getInts(int length) {
    int[] values = getInts();
    requireLength(values.length, length);
    return values;
  }

  /**
   * Reads a long array of known length.
   *
   * @throws StateMismatchException if the length differs
   */
  public long[] getLongs(int length) {
    long[] values = getLongs();
    requireLength(values.length, length);
    return values;
  }

  /**
   * Reads a double array of known length.
   *
   * @throws StateMismatchException if the length differs
   */
  public double[] getDoubles(int length) {
    double[] values = getDoubles();
    requireLength(values.length, length);
    return values;
  }

  private static void requireLength(int got, int expected) {
    if (got != expected) {
      throw new StateMismatchException("values of an array", got, expected);
    }
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
    try {
      return read(() -> part.readFrom(in));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new StateMismatchException(name, e.getMessage(), "values in range");
    }
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

  private interface ChunkReader<A> {
    void read(ByteBuffer bytes, A values, int from, int count);
  }

  private interface Resize<A> {
    A copyOf(A values, int length);
  }

  /** Reads an array that grows with the values that have been read. */
  private <A> A readArray(A empty, int size, Resize<A> resize, ChunkReader<A> reader) {
    int length = getCount();
    int capacity = Math.min(length, CHUNK_SIZE);
    A values = resize.copyOf(empty, capacity);
    for (int from = 0; from < length; ) {
      int count = Math.min(CHUNK_SIZE, capacity - from);
      reader.read(ByteBuffer.wrap(bytes((long) count * size)), values, from, count);
      from += count;
      if (from == capacity && from < length) {
        capacity = (int) Math.min(length, 2L * capacity);
        values = resize.copyOf(values, capacity);
      }
    }
    return values;
  }
}
