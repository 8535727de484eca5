package dev.lethe.trainer.input;

import dev.lethe.learner.stream.Origin;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Creates dead letters. A dead letter keeps key, value, headers and timestamp of its input record,
 * so that sending it to the input topic again replays it. If the dead-letter topic cannot hold all
 * of that, headers describe what is missing. Error headers have the names that Kafka Streams uses,
 * so that one tool reads both.
 */
public final class DeadLetter {
  static final String PREFIX = "__streams.errors.";
  private static final int MAX_STACK_TRACE = 8_000;

  private DeadLetter() {}

  /**
   * Returns the dead letter of an input record.
   *
   * @param topic dead-letter topic
   * @param run run that rejected the record; other runs on the same input send their own
   * @param limits limits of the dead-letter topic
   * @param now wall clock, milliseconds since the epoch
   */
  public static ProducerRecord<byte[], byte[]> of(
      String topic,
      String run,
      ConsumerRecord<byte[], byte[]> record,
      Exception cause,
      DeadLetterLimits limits,
      long now) {
    return DeadLetterFitting.fit(complete(topic, run, record, cause), limits, run, now);
  }

  /**
   * Returns the position of the input record that a run has rejected.
   *
   * @param letter record of the dead-letter topic
   * @return empty if another run, or another program, has written it
   */
  public static Optional<Origin> origin(ConsumerRecord<byte[], byte[]> letter, String run) {
    if (!text(letter, "lethe.run").equals(run)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Origin(
              Integer.parseInt(text(letter, PREFIX + "partition")),
              Long.parseLong(text(letter, PREFIX + "offset"))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String text(ConsumerRecord<byte[], byte[]> letter, String key) {
    Header header = letter.headers().lastHeader(key);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static ProducerRecord<byte[], byte[]> complete(
      String topic, String run, ConsumerRecord<byte[], byte[]> record, Exception cause) {
    // -1: the record has no timestamp
    Long timestamp = record.timestamp() < 0 ? null : record.timestamp();
    var letter =
        new ProducerRecord<>(
            topic, null, timestamp, record.key(), record.value(), record.headers());
    Headers headers = letter.headers();
    replace(headers, PREFIX + "exception", cause.getClass().getName());
    replace(headers, PREFIX + "message", String.valueOf(cause.getMessage()));
    replace(headers, PREFIX + "stacktrace", stackTrace(cause));
    replace(headers, PREFIX + "topic", record.topic());
    replace(headers, PREFIX + "partition", Integer.toString(record.partition()));
    replace(headers, PREFIX + "offset", Long.toString(record.offset()));
    replace(headers, "lethe.run", run);
    return letter;
  }

  private static void replace(Headers headers, String key, String value) {
    headers.remove(key).add(key, value.getBytes(StandardCharsets.UTF_8));
  }

  private static String stackTrace(Exception cause) {
    var text = new StringWriter();
    cause.printStackTrace(new PrintWriter(text));
    return text.getBuffer().substring(0, Math.min(text.getBuffer().length(), MAX_STACK_TRACE));
  }
}
