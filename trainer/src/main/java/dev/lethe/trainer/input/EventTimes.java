package dev.lethe.trainer.input;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Rejects absurd event times. Windows and metrics keep the largest event time, so one record with a
 * time in microseconds would distort everything after it. The verdict depends on the record only,
 * not on the clock, so a replay rejects the same records.
 *
 * @param maxAhead maximum time that an event may be after the timestamp of its record
 */
record EventTimes(Duration maxAhead) {
  private static final Instant MIN = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant MAX = Instant.parse("9999-12-31T23:59:59.999Z");

  /**
   * Checks the event time of a record.
   *
   * @throws SerializationException if it is outside the years 1 to 9999, or too far ahead
   */
  void check(Instant eventTime, ConsumerRecord<byte[], byte[]> record) {
    if (eventTime.isBefore(MIN) || eventTime.isAfter(MAX)) {
      throw new SerializationException(
          "eventTime: got %s, expected a time within the years 1 to 9999, in milliseconds since the epoch"
              .formatted(eventTime));
    }
    // -1: the record has no timestamp
    if (record.timestamp() < 0) {
      return;
    }
    Instant timestamp = Instant.ofEpochMilli(record.timestamp());
    if (Duration.between(timestamp, eventTime).compareTo(maxAhead) > 0) {
      throw new SerializationException(
          "eventTime: got %s, expected at most %s (max.ahead) after the record's timestamp %s"
              .formatted(eventTime, maxAhead, timestamp));
    }
  }
}
