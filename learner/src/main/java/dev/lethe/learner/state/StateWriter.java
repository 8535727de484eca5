package dev.lethe.learner.state;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes state as bytes. Numbers are big-endian, floats are written as their bits, and values of
 * variable length are preceded by their length. Two states have the same bytes only if they are
 * equal. Read the values with {@link StateReader} in the same order. All methods throw {@link
 * java.io.UncheckedIOException} if the stream fails.
 */
public final class StateWriter {
  // elements; a single buffer for the bytes of a large array could exceed the maximum array size
  private static final int CHUNK_SIZE = 1 << 16;

  // elements; a block of its own is not worthwhile for fewer
  private static final int MIN_COPIED = 1 << 10;

  private final DataOutputStream out;

  /** The stream, if it copies floats as they are; otherwise null. */
  private final StateBytes copy;

  /**
   * Creates a writer.
   *
   * @param out stream to write; the writer neither flushes nor closes it
   */
  public StateWriter(OutputStream out) {
    this.out = new DataOutputStream(out);
    this.copy = out instanceof StateBytes bytes ? bytes : null;
  }

  /** Returns the stream below, for state that already is in the form of this writer. */
  public OutputStream stream() {
    return out;
  }

  /** Returns the SHA-256 digest of everything that an action writes. */
  public static byte[] digest(Consumer<StateWriter> state) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
    state.accept(new StateWriter(new DigestOutputStream(OutputStream.nullOutputStream(), digest)));
    return digest.digest();
  }

  /** Returns the number of bytes that an action writes. */
  public static long size(Consumer<StateWriter> state) {
    var counter = new ByteCounter();
    state.accept(new StateWriter(counter));
    return counter.bytes;
  }

  /** Counts bytes and drops them. */
  private static final class ByteCounter extends OutputStream {
    private long bytes;

    @Override
    public void write(int value) {
      bytes++;
    }

    @Override
    public void write(byte[] values, int offset, int length) {
      bytes += length;
    }
  }

  private interface IoAction {
    void run() throws IOException;
  }

  private StateWriter write(IoAction action) {
    try {
      action.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Writes a long or an int. */
  public StateWriter put(long value) {
    return write(() -> out.writeLong(value));
  }

  /** Writes a double bit for bit. */
  public StateWriter put(double value) {
    return put(Double.doubleToRawLongBits(value));
  }

  /** Writes a boolean. */
  public StateWriter put(boolean value) {
    return put(value ? 1L : 0L);
  }

  /** Writes a text or null. Null and the empty text are different. */
  public StateWriter put(String text) {
    if (text == null) {
      return put(-1L);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return put(bytes, bytes.length);
  }

  /** Writes the first {@code length} bytes. */
  public StateWriter put(byte[] bytes, int length) {
    put((long) length);
    return write(() -> out.write(bytes, 0, length));
  }

  /** Writes the first {@code length} values. */
  public StateWriter put(int[] values, int length) {
    return writeChunks(
        length,
        Integer.BYTES,
        (bytes, from, count) -> bytes.asIntBuffer().put(values, from, count));
  }

  /** Writes the first {@code length} values. */
  public StateWriter put(long[] values, int length) {
    return writeChunks(
        length, Long.BYTES, (bytes, from, count) -> bytes.asLongBuffer().put(values, from, count));
  }

  /** Writes the first {@code length} values bit for bit. */
  public StateWriter put(float[] values, int length) {
    return put(FloatBuffer.wrap(values, 0, length));
  }

  /** Writes the first {@code length} values bit for bit. */
  public StateWriter put(double[] values, int length) {
    return writeChunks(
        length,
        Double.BYTES,
        (bytes, from, count) -> bytes.asDoubleBuffer().put(values, from, count));
  }

  /** Writes the elements of a float32 array. */
  public StateWriter put(NDArray array) {
    if (array.getDataType() != DataType.FLOAT32) {
      throw new IllegalArgumentException(
          "type of an array: got %s, expected float32".formatted(array.getDataType()));
    }
    try (NDManager scope = array.getManager().newSubManager()) {
      // Closes the copy that the engine makes of an array that is not contiguous or not on the CPU.
      array.tempAttach(scope);
      return put(array.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer());
    }
  }

  private StateWriter put(FloatBuffer values) {
    int length = values.remaining();
    if (copy != null && length >= MIN_COPIED) {
      put((long) length);
      copy.write(values);
      return this;
    }
    return writeChunks(
        length,
        Float.BYTES,
        (bytes, from, count) -> bytes.asFloatBuffer().put(values.slice(from, count)));
  }

  /** Writes the elements of float32 arrays, in order. */
  public StateWriter put(List<NDArray> arrays) {
    arrays.forEach(this::put);
    return this;
  }

  /** Writes a name and the state of a part. {@link StateReader#get(String, Stateful)} checks it. */
  public StateWriter put(String name, Stateful part) {
    put(name);
    part.save(this);
    return this;
  }

  /** Writes an object in its own binary form. */
  @FunctionalInterface
  public interface Binary {
    /** Writes the object; the reader knows its length. */
    void writeTo(DataOutput out) throws IOException;
  }

  /** Writes a part that has its own binary form, under a name that its reader checks. */
  public StateWriter put(String name, Binary part) {
    put(name);
    return write(() -> part.writeTo(out));
  }

  private interface ChunkWriter {
    void fill(ByteBuffer bytes, int from, int count);
  }

  private StateWriter writeChunks(int length, int size, ChunkWriter writer) {
    put((long) length);
    ByteBuffer bytes = ByteBuffer.allocate(Math.min(CHUNK_SIZE, Math.max(1, length)) * size);
    for (int from = 0; from < length; from += CHUNK_SIZE) {
      int count = Math.min(CHUNK_SIZE, length - from);
      writer.fill(bytes, from, count);
      write(() -> out.write(bytes.array(), 0, count * size));
    }
    return this;
  }
}
