package dev.lethe.learner.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Key of an example, which stored rows keep in place of its id: they stay compact, and no
 * checkpoint contains an id.
 */
public final class ExampleKey {
  private ExampleKey() {}

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
