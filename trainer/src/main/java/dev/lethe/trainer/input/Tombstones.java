package dev.lethe.trainer.input;

import dev.lethe.learner.stream.ExampleKey;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Recognises tombstones of the input topic: records without a value whose key is the id of an
 * example, in UTF-8. They ask every run on the topic to forget that example.
 */
public final class Tombstones {
  private Tombstones() {}

  /**
   * Returns the key of the example to forget; empty if the record is no tombstone. A record with
   * neither key nor value names no example and is a dead letter.
   */
  public static OptionalLong key(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() != null || record.key() == null || record.key().length == 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(ExampleKey.of(new String(record.key(), StandardCharsets.UTF_8)));
  }
}
