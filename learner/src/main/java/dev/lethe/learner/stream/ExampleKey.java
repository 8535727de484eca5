package dev.lethe.learner.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Key of an example, which stored rows keep in place of its id: they stay compact, and no
 * checkpoint contains an id.
 */
public final class ExampleKey {
  private ExampleKey() {}

  /** Returns keys in ascending order, without repetitions. */
  public static long[] distinct(long[] keys) {
    long[] sorted = keys.clone();
    Arrays.sort(sorted);
    int size = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[size++] = sorted[i];
      }
    }
    return Arrays.copyOf(sorted, size);
  }

  /**
   * Returns the first 8 bytes, big-endian, of the SHA-256 of an id's UTF-8 bytes. The keys of a
   * billion ids contain two equal ones with a probability of 3 %.
   */
  public static long of(String id) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
