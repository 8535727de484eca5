package dev.lethe.cli.deadletters;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * A record of the dead-letter topic.
 *
 * @param record the record
 */
public record DeadLetter(ConsumerRecord<byte[], byte[]> record) {
  /**
   * Header of a replayed record: the letter that it comes from, as {@code TOPIC-PARTITION@OFFSET}.
   */
  public static final String REPLAYED_FROM = "lethe.replayed.from";

  /** Header of a note in the dead-letter topic: the origin of the record that was replayed. */
  static final String REPLAYED = "lethe.replayed";

  static final String RUN = "lethe.run";

  private static final String ERRORS = "__streams.errors.";
  private static final int DIGEST_BYTES = 8;
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

  /** Headers that describe the letter rather than the record. */
  private static boolean isOfLetter(String header) {
    return header.startsWith(ERRORS)
        || header.equals(RUN)
        || header.equals("lethe.timestamp")
        || header.equals("lethe.key.absent")
        || header.equals("lethe.headers.dropped");
  }

  /** Returns the position of the letter in the form {@code TOPIC-PARTITION@OFFSET}. */
  public String position() {
    return new TopicPartition(record.topic(), record.partition()) + "@" + record.offset();
  }

  /** Returns the name of the run that rejected the record, or {@code ?}. */
  public String run() {
    return header(RUN).orElse("?");
  }

  /** Returns the exception, without its package, and its message. */
  public Optional<String> error() {
    return header(ERRORS + "exception")
        .map(
            exception ->
                exception.substring(exception.lastIndexOf('.') + 1)
                    + header(ERRORS + "message").map(message -> ": " + message).orElse(""));
  }

  /** Returns true if key or value were cut, so that the record is not complete. */
  public boolean isCut() {
    return header("lethe.value.bytes").isPresent() || header("lethe.key.bytes").isPresent();
  }

  /**
   * Returns the origin that a note says was replayed; empty for a letter. The headers of an input
   * record are copied to its letter, so a record with error headers is no note.
   */
  public Optional<String> replayedOrigin() {
    return originTopic().isPresent() ? Optional.empty() : header(REPLAYED);
  }

  /**
   * Returns what identifies the rejected record: its topic, partition and offset, and the start of
   * the SHA-256 of its value, because a topic that was created again has the same offsets. Empty if
   * this is no letter of a trainer.
   */
  public Optional<String> origin() {
    return header(ERRORS + "topic")
        .flatMap(
            topic ->
                header(ERRORS + "offset")
                    .map(
                        offset ->
                            "%s-%s@%s#%s"
                                .formatted(
                                    topic,
                                    header(ERRORS + "partition").orElse("?"),
                                    offset,
                                    digest(record.value()))));
  }

  /** Returns the topic of the rejected record, if this is a letter of a trainer. */
  public Optional<String> originTopic() {
    return header(ERRORS + "topic");
  }

  /**
   * Returns the rejected record again, with a header that says where it comes from.
   *
   * @param partitions partitions of its topic now; a record of another partition goes to the one of
   *     its key
   */
  public ProducerRecord<byte[], byte[]> replay(int partitions) {
    var headers = new RecordHeaders();
    for (Header header : record.headers()) {
      if (!isOfLetter(header.key()) && !header.key().equals(REPLAYED_FROM)) {
        headers.add(header);
      }
    }
    headers.add(REPLAYED_FROM, position().getBytes(StandardCharsets.UTF_8));
    return new ProducerRecord<>(
        originTopic().orElseThrow(),
        number(ERRORS + "partition")
            .filter(partition -> partition >= 0 && partition < partitions)
            .map(Long::intValue)
            .orElse(null),
        timestamp(),
        header("lethe.key.absent").isPresent() ? null : record.key(),
        record.value(),
        headers);
  }

  /** Returns the timestamp of the rejected record, or null if the letter does not have it. */
  private Long timestamp() {
    Optional<Long> moved = number("lethe.timestamp").filter(time -> time >= 0);
    if (moved.isPresent() || record.timestampType() == TimestampType.CREATE_TIME) {
      return moved.orElse(record.timestamp() < 0 ? null : record.timestamp());
    }
    return null;
  }

  /** Returns the note that this letter was replayed, for the partition of the letter. */
  ProducerRecord<byte[], byte[]> note() {
    byte[] origin = origin().orElseThrow().getBytes(StandardCharsets.UTF_8);
    byte[] from = position().getBytes(StandardCharsets.UTF_8);
    Headers headers = new RecordHeaders().add(REPLAYED, origin).add(REPLAYED_FROM, from);
    // A compacted topic needs a key, and would drop a record without value.
    return new ProducerRecord<>(
        record.topic(),
        record.partition(),
        null,
        origin,
        "replayed".getBytes(StandardCharsets.UTF_8),
        headers);
  }

  private Optional<String> header(String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }

  private Optional<Long> number(String name) {
    return header(name).filter(text -> NUMBER.matcher(text).matches()).map(Long::valueOf);
  }

  private static String digest(byte[] value) {
    if (value == null) {
      return "null";
    }
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(value);
      return HexFormat.of().formatHex(Arrays.copyOf(digest, DIGEST_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
