package dev.lethe.cli.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the committed records of a topic, from its beginning to an end that is fixed when the
 * reader is created. Belongs to no consumer group.
 *
 * <p>This class is not thread-safe.
 */
public final class TopicReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> ends;

  /**
   * Connects to a topic that exists.
   *
   * @param settings settings of the consumer
   */
  public TopicReader(Map<String, Object> settings, String topic) {
    Map<String, Object> all = new HashMap<>(settings);
    all.remove(ConsumerConfig.GROUP_ID_CONFIG);
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    consumer = new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      ends = consumer.endOffsets(partitions);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /** Passes all records to a sink, in order within each partition. */
  public void forEach(Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    List<TopicPartition> partitions = List.copyOf(ends.keySet());
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
          sink.accept(record);
        }
      }
    }
  }

  /** Returns the record at an offset; empty if there is none. */
  public Optional<ConsumerRecord<byte[], byte[]>> at(TopicPartition partition, long offset) {
    long end = ends.getOrDefault(partition, 0L);
    if (offset >= end) {
      return Optional.empty();
    }
    consumer.assign(List.of(partition));
    consumer.seek(partition, offset);
    var first = new AtomicReference<ConsumerRecord<byte[], byte[]>>();
    while (first.get() == null && consumer.position(partition) < end) {
      consumer.poll(POLL).forEach(record -> first.compareAndSet(null, record));
    }
    return Optional.ofNullable(first.get()).filter(record -> record.offset() == offset);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
