package dev.lethe.trainer.input;

import dev.lethe.learner.stream.Example;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * A record of the input that several runs may share. It is decoded at most once, by the first run
 * that needs its example.
 *
 * <p>Thread-safe; neither the record nor the example may be changed.
 */
public final class InputRecord {
  /** Estimated size of the objects of a record and its example, without their contents. */
  private static final int OVERHEAD_BYTES = 500;

  private final ConsumerRecord<byte[], byte[]> consumed;
  private Example example;
  private SerializationException unreadable;

  /** Creates a record that is not decoded yet. */
  public InputRecord(ConsumerRecord<byte[], byte[]> consumed) {
    this.consumed = consumed;
  }

  /** Returns the record as Kafka has it. */
  public ConsumerRecord<byte[], byte[]> consumed() {
    return consumed;
  }

  /**
   * Returns the example in the record.
   *
   * @param reader decodes the record if no run has decoded it before
   * @throws SerializationException if the record is a dead letter
   * @throws dev.lethe.schemas.SchemaRegistry.RegistryUnavailableException if the registry did not
   *     answer: the record must be read again
   */
  public synchronized Example example(ExampleReader reader) {
    if (unreadable != null) {
      throw unreadable;
    }
    if (example == null) {
      try {
        example = reader.read(consumed);
      } catch (SerializationException e) {
        unreadable = e;
        throw e;
      }
    }
    return example;
  }

  /** Returns the estimated memory of the record and its example, in bytes. */
  public long bytes() {
    return OVERHEAD_BYTES
        + Math.max(0, consumed.serializedKeySize())
        + 2L * Math.max(0, consumed.serializedValueSize());
  }
}
