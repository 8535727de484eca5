package dev.lethe.trainer;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/** Reads committed records of a topic, from its beginning or later to its current end. */
final class TopicScan implements TopicScans {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final Admin admin;
  private final Standstill standstill;

  /**
   * @param consumer consumer of committed records; its assignment is replaced
   * @param standstill observes the progress
   */
  TopicScan(Consumer<byte[], byte[]> consumer, Admin admin, Standstill standstill) {
    this.consumer = consumer;
    this.admin = admin;
    this.standstill = standstill;
  }

  @Override
  public void scan(
      String topic,
      IntFunction<OptionalLong> starts,
      Predicate<ConsumerRecord<byte[], byte[]>> sink) {
    List<TopicPartition> partitions =
        KafkaClients.partitions(consumer, topic).stream()
            .filter(partition -> starts.apply(partition.partition()).isPresent())
            .toList();
    // Uncommitted records count: a committed record of this run may follow an open transaction of
    // another one, so the scan has to wait for it.
    Map<TopicPartition, Long> ends = OpenTransactions.ends(admin, partitions);
    consumer.assign(partitions);
    consumer
        .beginningOffsets(partitions)
        .forEach(
            (partition, beginning) -> {
              long start = starts.apply(partition.partition()).getAsLong();
              consumer.seek(partition, Math.max(beginning, Math.min(start, ends.get(partition))));
            });
    while (true) {
      Map<TopicPartition, Long> positions = new HashMap<>();
      for (TopicPartition partition : partitions) {
        long position = consumer.position(partition);
        if (position < ends.get(partition)) {
          positions.put(partition, position);
        }
      }
      if (positions.isEmpty()) {
        standstill.end();
        return;
      }
      standstill.observe(positions);
      for (ConsumerRecord<byte[], byte[]> record : poll()) {
        if (!sink.test(record)) {
          standstill.end();
          return;
        }
      }
    }
  }

  /** Polls. Goes on at the first record that is left if the next ones were deleted meanwhile. */
  private ConsumerRecords<byte[], byte[]> poll() {
    try {
      return consumer.poll(POLL);
    } catch (OffsetOutOfRangeException e) {
      Map<TopicPartition, Long> deleted = e.offsetOutOfRangePartitions();
      Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(deleted.keySet());
      if (deleted.entrySet().stream().anyMatch(at -> at.getValue() > beginnings.get(at.getKey()))) {
        throw e; // The offset is after the end: the log was truncated.
      }
      beginnings.forEach(consumer::seek);
      return ConsumerRecords.empty();
    }
  }
}
