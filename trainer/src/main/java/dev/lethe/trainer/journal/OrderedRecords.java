package dev.lethe.trainer.journal;

import dev.lethe.schemas.OffsetRange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a topic in a given order of offset ranges.
 *
 * <p>All partitions are fetched at once into one queue each, so that ranges that alternate between
 * partitions need no seeks. A partition with a long queue is paused, which bounds memory.
 */
public final class OrderedRecords {
  private static final int MAX_QUEUE = 2_000;
  private static final Duration POLL = Duration.ofMillis(200);

  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final Duration patience;
  private final Map<Integer, Queue<ConsumerRecord<byte[], byte[]>>> queues = new HashMap<>();

  /**
   * @param consumer assigned to all partitions of the topic, each with some position; this class
   *     seeks, pauses and resumes
   * @param patience maximum time to wait for a record
   */
  public OrderedRecords(
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
      String topic,
      Duration patience) {
    this.consumer = consumer;
    this.topic = topic;
    this.patience = patience;
    consumer.pause(consumer.assignment());
  }

  /**
   * Passes the records of one range to the sink, in order, until it returns false.
   *
   * @return false if the sink did
   * @throws JournalReader.JournalBrokenException if the topic no longer holds all of them
   */
  public boolean whileTrue(OffsetRange range, Predicate<ConsumerRecord<byte[], byte[]>> sink) {
    long last = range.getUntil() - 1;
    ConsumerRecord<byte[], byte[]> record;
    do {
      record = next(range);
      if (record.offset() < range.getFrom() || record.offset() > last) {
        throw missing(range, "offset " + record.offset());
      }
      if (!sink.test(record)) {
        return false;
      }
    } while (record.offset() < last);
    return true;
  }

  private ConsumerRecord<byte[], byte[]> next(OffsetRange range) {
    var partition = List.of(new TopicPartition(topic, range.getPartition()));
    if (!queues.containsKey(range.getPartition())) {
      consumer.seek(partition.get(0), range.getFrom());
    }
    var queue = queue(range.getPartition());
    long deadline = System.nanoTime() + patience.toNanos();
    while (queue.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw missing(range, "no record for " + patience.toSeconds() + " s");
      }
      consumer.resume(partition);
      for (var record : poll(range)) {
        queue(record.partition()).add(record);
      }
      queues.forEach(
          (number, waiting) -> {
            if (waiting.size() > MAX_QUEUE) {
              consumer.pause(List.of(new TopicPartition(topic, number)));
            }
          });
    }
    return queue.remove();
  }

  private ConsumerRecords<byte[], byte[]> poll(OffsetRange range) {
    try {
      return consumer.poll(POLL);
    } catch (OffsetOutOfRangeException e) {
      throw missing(range, "no records at " + e.offsetOutOfRangePartitions());
    }
  }

  private Queue<ConsumerRecord<byte[], byte[]>> queue(int partition) {
    return queues.computeIfAbsent(partition, number -> new ArrayDeque<>());
  }

  private JournalReader.JournalBrokenException missing(OffsetRange range, String got) {
    return new JournalReader.JournalBrokenException(
        "%s-%d: got %s, expected offsets %d to %d, which the journal names: were they deleted?"
            .formatted(topic, range.getPartition(), got, range.getFrom(), range.getUntil() - 1));
  }
}
