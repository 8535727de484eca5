package dev.lethe.learner.state;

import ai.djl.ndarray.NDArray;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes state as bytes: numbers in big-endian order, floats by their bits, everything of variable
 * length preceded by its length, so that two states have the same bytes only if they are the same.
 * {@link StateReader} reads them in the same order.
 */
public final class StateWriter {
  // in pieces: a buffer of many numbers may be larger than a buffer of their bytes can be
  private static final int PIECE = 1 << 16;

  private final DataOutputStream out;

  /**
   * @param out is neither flushed nor closed
   */
  public StateWriter(OutputStream out) {
    this.out = new DataOutputStream(out);
  }

  /** SHA-256 of what a writer is given. */
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

  private interface Writing {
    void run() throws IOException;
  }

  private StateWriter write(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  public StateWriter put(long value) {
    return write(() -> out.writeLong(value));
  }

  public StateWriter put(double value) {
    return put(Double.doubleToRawLongBits(value));
  }

  public StateWriter put(boolean value) {
    return put(value ? 1L : 0L);
  }

  /** Writes a text; null differs from the empty text. */
  public StateWriter put(String text) {
    if (text == null) {
      return put(-1L);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return put(bytes, bytes.length);
  }

  /** Writes the first {@code length} of the bytes. */
  public StateWriter put(byte[] bytes, int length) {
    put((long) length);
    return write(() -> out.write(bytes, 0, length));
  }

  /** Writes the first {@code length} of the numbers. */
  public StateWriter put(int[] values, int length) {
    return pieces(
        length,
        Integer.BYTES,
        (bytes, from, count) -> bytes.asIntBuffer().put(values, from, count));
  }

  /** Writes the first {@code length} of the numbers. */
  public StateWriter put(long[] values, int length) {
    return pieces(
        length, Long.BYTES, (bytes, from, count) -> bytes.asLongBuffer().put(values, from, count));
  }

  /** Writes the first {@code length} of the numbers. */
  public StateWriter put(float[] values, int length) {
    return pieces(
        length,
        Float.BYTES,
        (bytes, from, count) -> bytes.asFloatBuffer().put(values, from, count));
  }

  /** Writes the first {@code length} of the numbers. */
  public StateWriter put(double[] values, int length) {
    return pieces(
        length,
        Double.BYTES,
        (bytes, from, count) -> bytes.asDoubleBuffer().put(values, from, count));
  }

  /** Writes the elements of a float32 array. */
  public StateWriter put(NDArray array) {
    float[] values = array.toFloatArray();
    return put(values, values.length);
  }

  /** Writes the elements of float32 arrays. */
  public StateWriter put(List<NDArray> arrays) {
    arrays.forEach(this::put);
    return this;
  }

  /** Writes a part, under a name that its reader will check. */
  public StateWriter put(String name, Stateful part) {
    put(name);
    part.save(this);
    return this;
  }

  private interface Piece {
    void fill(ByteBuffer bytes, int from, int count);
  }

  private StateWriter pieces(int length, int size, Piece piece) {
    put((long) length);
    ByteBuffer bytes = ByteBuffer.allocate(Math.min(PIECE, Math.max(1, length)) * size);
    for (int from = 0; from < length; from += PIECE) {
      int count = Math.min(PIECE, length - from);
      piece.fill(bytes, from, count);
      write(() -> out.write(bytes.array(), 0, count * size));
    }
    return this;
  }
}
