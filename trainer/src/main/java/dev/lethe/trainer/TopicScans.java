package dev.lethe.trainer;

import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads committed records of topics, in order within each partition, to their current end. */
interface TopicScans {
  /** Passes all committed records of a topic to the sink. */
  default void scan(String topic, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    scan(
        topic,
        partition -> OptionalLong.of(0),
        record -> {
          sink.accept(record);
          return true;
        });
  }

  /**
   * Passes committed records of a topic to the sink until it returns false.
   *
   * @param starts by partition, the first offset to read; empty for a partition not to read. An
   *     offset that was deleted stands for the first that is left, and one after the end for the
   *     end
   */
  void scan(
      String topic,
      IntFunction<OptionalLong> starts,
      Predicate<ConsumerRecord<byte[], byte[]>> sink);
}
