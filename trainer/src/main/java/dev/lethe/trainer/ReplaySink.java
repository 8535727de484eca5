package dev.lethe.trainer;

import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Receives what a run consumed, in the order in which it did. */
interface ReplaySink {
  /**
   * Processes the next record.
   *
   * @return false to end the replay; the record counts as not processed
   */
  boolean process(ConsumerRecord<byte[], byte[]> record);

  /**
   * Passes a record that the run has forgotten.
   *
   * @return false to end the replay; the record counts as not passed
   */
  default boolean skip(ConsumerRecord<byte[], byte[]> record) {
    return true;
  }

  /**
   * Removes rows from buffers, holdouts and pending steps.
   *
   * @param keys keys of the examples, see {@link dev.lethe.learner.stream.ExampleKey}
   */
  void forget(Set<Long> keys);

  /** Ends a journal entry: the end of the original transaction. */
  void endEntry();

  /** Returns the learning steps completed. */
  long steps();
}
