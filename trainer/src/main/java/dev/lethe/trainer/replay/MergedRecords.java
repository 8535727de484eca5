package dev.lethe.trainer.replay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Records of a range, merged by timestamp, partition and offset. The next record is the one with
 * the smallest timestamp among the first remaining records of all partitions; if timestamps are
 * equal, the one of the smallest partition. The order within a partition is kept, also if its
 * timestamps are out of order. So the order depends on the records alone, not on polls, fetches or
 * threads, and the rest of a range has the order that it has in the whole.
 *
 * <p>A partition is paused while many of its records wait, which bounds memory.
 *
 * <p>This class is not thread-safe.
 */
public final class MergedRecords {
  private static final int MAX_WAITING = 1_000;
  private static final long MAX_WAITING_BYTES = 8L << 20;

  private final Consumer<byte[], byte[]> consumer;
  private final List<Part> parts = new ArrayList<>();
  private final List<Part> byNumber = new ArrayList<>();

  /** Records of one partition. */
  private final class Part {
    private final TopicPartition partition;
    private final long until;
    private final Queue<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
    private long bytes;
    private long next;
    private boolean fetched;
    private boolean paused;

    Part(TopicPartition partition, InputRange.Offsets offsets) {
      this.partition = partition;
      this.until = offsets.until();
      this.next = offsets.from();
      this.fetched = next >= until;
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
      if (record.offset() < until) {
        waiting.add(record);
        bytes += size(record);
      }
    }

    ConsumerRecord<byte[], byte[]> remove() {
      ConsumerRecord<byte[], byte[]> record = waiting.remove();
      bytes -= size(record);
      next = record.offset() + 1;
      return record;
    }

    /** Pauses a partition that was fetched to its end or has many waiting records. */
    void update() {
      // The position also passes offsets without a record: markers, aborted and compacted records.
      fetched = fetched || consumer.position(partition) >= until;
      pause(fetched || waiting.size() >= MAX_WAITING || bytes >= MAX_WAITING_BYTES);
    }

    void pause(boolean now) {
      if (now && !paused) {
        consumer.pause(List.of(partition));
      } else if (!now && paused) {
        consumer.resume(List.of(partition));
      }
      paused = now;
    }

    boolean isMissing() {
      return waiting.isEmpty() && !fetched;
    }
  }

  /**
   * @param consumer consumer of committed records; its assignment is replaced
   * @param topic topic of the range
   */
  public MergedRecords(Consumer<byte[], byte[]> consumer, String topic, InputRange range) {
    this.consumer = consumer;
    range
        .partitions()
        .forEach(
            (number, offsets) -> parts.add(new Part(new TopicPartition(topic, number), offsets)));
    List<TopicPartition> partitions = parts.stream().map(part -> part.partition).toList();
    consumer.assign(partitions);
    consumer.resume(partitions);
    for (Part part : parts) {
      while (byNumber.size() <= part.partition.partition()) {
        byNumber.add(null);
      }
      byNumber.set(part.partition.partition(), part);
      consumer.seek(part.partition, part.next);
      part.pause(part.fetched);
    }
  }

  /** Returns true if all records have been returned. */
  public boolean isFinished() {
    return parts.stream().allMatch(part -> part.fetched && part.waiting.isEmpty());
  }

  /** Returns the number of offsets that are left, an upper bound of the number of records. */
  public long remaining() {
    return parts.stream()
        .filter(part -> !part.fetched || !part.waiting.isEmpty())
        .mapToLong(part -> part.until - part.next)
        .sum();
  }

  /**
   * Returns the next record.
   *
   * @param patience maximum time to wait for the brokers
   * @return empty if the brokers have not sent the next record of each partition in time, or if all
   *     records have been returned
   * @throws org.apache.kafka.clients.consumer.InvalidOffsetException if records of the range no
   *     longer exist
   */
  public Optional<ConsumerRecord<byte[], byte[]>> next(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (parts.stream().anyMatch(Part::isMissing)) {
      long left = deadline - System.nanoTime();
      if (left < 0) {
        return Optional.empty();
      }
      fetch(Duration.ofNanos(left));
    }
    Part first = null;
    for (Part part : parts) {
      if (!part.waiting.isEmpty() && (first == null || timestamp(part) < timestamp(first))) {
        first = part;
      }
    }
    return Optional.ofNullable(first).map(Part::remove);
  }

  private void fetch(Duration time) {
    parts.stream().filter(Part::isMissing).forEach(part -> part.pause(false));
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(time)) {
      byNumber.get(record.partition()).add(record);
    }
    parts.forEach(Part::update);
  }

  private static long timestamp(Part part) {
    return part.waiting.element().timestamp();
  }

  private static long size(ConsumerRecord<byte[], byte[]> record) {
    return Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
  }
}
