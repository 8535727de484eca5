package dev.lethe.trainer.journal;

import dev.lethe.schemas.OffsetRange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a topic in a given order of offset ranges.
 *
 * <p>Partitions are fetched all at once and held apart in queues, so that ranges that alternate
 * between partitions need no seek each; a partition whose queue is long is paused, which bounds the
 * memory.
 */
public final class OrderedRecords {
  private static final int LONG_QUEUE = 2_000;
  private static final Duration POLL = Duration.ofMillis(200);

  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final Duration patience;
  private final Map<Integer, Queue<ConsumerRecord<byte[], byte[]>>> queues = new HashMap<>();

  /**
   * @param consumer assigned to all partitions, each with some position; this class seeks and
   *     pauses
   * @param patience how long a record may take to arrive before the journal counts as broken
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
   * Hands out the records of one range, in order.
   *
   * @throws JournalReader.JournalBrokenException if the topic no longer holds them
   */
  public void forEach(OffsetRange range, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    long last = range.getUntil() - 1;
    ConsumerRecord<byte[], byte[]> record;
    do {
      record = next(range);
      if (record.offset() < range.getFrom() || record.offset() > last) {
        throw gone(range, "offset " + record.offset());
      }
      sink.accept(record);
    } while (record.offset() < last);
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
        throw gone(range, "nothing for " + patience.toSeconds() + " s");
      }
      consumer.resume(partition);
      for (var record : consumer.poll(POLL)) {
        queue(record.partition()).add(record);
      }
      queues.forEach(
          (number, waiting) -> {
            if (waiting.size() > LONG_QUEUE) {
              consumer.pause(List.of(new TopicPartition(topic, number)));
            }
          });
    }
    return queue.remove();
  }

  private Queue<ConsumerRecord<byte[], byte[]>> queue(int partition) {
    return queues.computeIfAbsent(partition, number -> new ArrayDeque<>());
  }

  private JournalReader.JournalBrokenException gone(OffsetRange range, String seen) {
    return new JournalReader.JournalBrokenException(
        "%s-%d: got %s, expected offsets %d to %d of the journal: were they deleted?"
            .formatted(topic, range.getPartition(), seen, range.getFrom(), range.getUntil() - 1));
  }
}
