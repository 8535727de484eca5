package dev.lethe.trainer.input;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Makes a dead letter acceptable to the dead-letter topic. What has to be left out is described in
 * headers: {@code lethe.timestamp} (milliseconds), {@code lethe.key.absent}, {@code
 * lethe.headers.dropped} (their number), {@code lethe.value.bytes} and {@code lethe.value.sha256}
 * of a value that was cut, and the same for a key.
 */
final class DeadLetterFitting {
  /** Upper bound of what Kafka adds to key, value and headers of the only record of a batch. */
  private static final int OVERHEAD = 128;

  /** Upper bound of what Kafka adds to one header. */
  private static final int HEADER_OVERHEAD = 10;

  /** Room for the headers that describe what was left out. */
  private static final int DESCRIPTION = 512;

  private static final int MAX_MESSAGE = 500;

  private DeadLetterFitting() {}

  /**
   * Returns the letter, or one with less in it that the limits allow.
   *
   * @param now wall clock, milliseconds since the epoch
   */
  static ProducerRecord<byte[], byte[]> fit(
      ProducerRecord<byte[], byte[]> letter, DeadLetterLimits limits, String run, long now) {
    Headers headers = letter.headers();
    Long timestamp = letter.timestamp();
    if (timestamp != null && !limits.accepts(timestamp, now)) {
      put(headers, "lethe.timestamp", Long.toString(timestamp));
      timestamp = null;
    }
    byte[] key = letter.key();
    if (key == null && limits.keyRequired()) {
      put(headers, "lethe.key.absent", "true");
      key = run.getBytes(StandardCharsets.UTF_8);
    }
    byte[] value = letter.value();
    if (size(key, value, headers) > limits.maxBytes()) {
      shorten(headers);
    }
    long room = (long) limits.maxBytes() - DESCRIPTION;
    if (size(key, null, headers) > room) {
      dropOthers(headers);
    }
    if (size(key, null, headers) > room) {
      key = cut("key", key, Math.min(key.length, 100), headers);
    }
    if (size(key, value, headers) > limits.maxBytes() && value != null) {
      value = cut("value", value, (int) Math.max(0, room - size(key, null, headers)), headers);
    }
    return new ProducerRecord<>(letter.topic(), null, timestamp, key, value, headers);
  }

  /** Removes the stack trace and shortens the message. */
  private static void shorten(Headers headers) {
    headers.remove(DeadLetter.PREFIX + "stacktrace");
    Header message = headers.lastHeader(DeadLetter.PREFIX + "message");
    String text = new String(message.value(), StandardCharsets.UTF_8);
    if (text.length() > MAX_MESSAGE) {
      put(headers, message.key(), text.substring(0, MAX_MESSAGE));
    }
  }

  /** Removes the headers of the input record. */
  private static void dropOthers(Headers headers) {
    int dropped = 0;
    for (Header header : headers.toArray()) {
      if (!header.key().startsWith(DeadLetter.PREFIX) && !header.key().startsWith("lethe.")) {
        headers.remove(header.key());
        dropped++;
      }
    }
    if (dropped > 0) {
      put(headers, "lethe.headers.dropped", Integer.toString(dropped));
    }
  }

  private static byte[] cut(String what, byte[] bytes, int length, Headers headers) {
    put(headers, "lethe." + what + ".bytes", Integer.toString(bytes.length));
    put(headers, "lethe." + what + ".sha256", sha256(bytes));
    return Arrays.copyOf(bytes, Math.min(length, bytes.length));
  }

  private static long size(byte[] key, byte[] value, Headers headers) {
    long size = OVERHEAD + (key == null ? 0 : key.length) + (value == null ? 0L : value.length);
    for (Header header : headers) {
      size += HEADER_OVERHEAD + header.key().getBytes(StandardCharsets.UTF_8).length;
      size += header.value() == null ? 0 : header.value().length;
    }
    return size;
  }

  private static void put(Headers headers, String key, String value) {
    headers.remove(key).add(key, value.getBytes(StandardCharsets.UTF_8));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
