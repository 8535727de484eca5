package dev.lethe.learner.state;

import ai.djl.ndarray.NDArray;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 over state. Numbers are taken in big-endian order, floats by their bits, and everything
 * of variable length is preceded by its length, so that two states have one digest only if they are
 * the same.
 */
public final class StateDigest {
  private final MessageDigest digest;

  public StateDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }

  public StateDigest add(long value) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, value));
    return this;
  }

  /** Takes a text; null differs from the empty text. */
  public StateDigest add(String text) {
    if (text == null) {
      return add(-1);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return add(bytes, bytes.length);
  }

  /** Takes the first {@code length} of the bytes. */
  public StateDigest add(byte[] bytes, int length) {
    add(length);
    digest.update(bytes, 0, length);
    return this;
  }

  /** Takes the first {@code length} of the numbers. */
  public StateDigest add(int[] values, int length) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(length, Integer.BYTES));
    bytes.asIntBuffer().put(values, 0, length);
    return add(bytes.array(), bytes.capacity());
  }

  /** Takes the first {@code length} of the numbers. */
  public StateDigest add(float[] values, int length) {
    add(length);
    // in pieces: a buffer of floats may be larger than a buffer of their bytes can be
    int piece = 1 << 16;
    ByteBuffer bytes = ByteBuffer.allocate(piece * Float.BYTES);
    for (int from = 0; from < length; from += piece) {
      int count = Math.min(piece, length - from);
      bytes.asFloatBuffer().put(values, from, count);
      digest.update(bytes.array(), 0, count * Float.BYTES);
    }
    return this;
  }

  /** Takes the elements of a float32 array. */
  public StateDigest add(NDArray array) {
    float[] values = array.toFloatArray();
    return add(values, values.length);
  }

  /** The digest of all that was added; this object is spent. */
  public byte[] value() {
    return digest.digest();
  }
}
