package dev.lethe.trainer.journal;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs records in our own topics that another program has written; the first at WARN. */
public final class StrayRecords {
  private static final Logger LOGGER = LoggerFactory.getLogger(StrayRecords.class);

  private boolean found;

  /**
   * Records that a stray record was ignored.
   *
   * @param record the record
   * @param cause error of the deserializer, or null if the record has no value
   */
  public void found(ConsumerRecord<?, ?> record, RuntimeException cause) {
    (found ? LOGGER.atDebug() : LOGGER.atWarn())
        .addKeyValue("record", position(record))
        .addKeyValue("cause", cause == null ? "no value" : cause.getMessage())
        .log("ignored a record that Lethe has not written; more of them are logged at DEBUG");
    found = true;
  }

  /** Returns topic, partition and offset, for messages. */
  static String position(ConsumerRecord<?, ?> record) {
    return "%s-%d, offset %d".formatted(record.topic(), record.partition(), record.offset());
  }
}
