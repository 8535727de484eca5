package dev.lethe.trainer;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Receives what a run consumed, in the order in which it did. */
interface ReplaySink {
  /**
   * Processes the next record.
   *
   * @return false to end the replay; the record counts as not processed
   */
  boolean process(ConsumerRecord<byte[], byte[]> record);

  /** Ends a journal entry: the end of the original transaction. */
  void endEntry();

  /** Returns the learning steps completed. */
  long steps();
}
