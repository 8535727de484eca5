package dev.lethe.trainer.live;

import dev.lethe.trainer.input.InputRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Reads a live topic once for several runs, and keeps the newest records for those that are behind.
 * The run that needs the next records polls.
 *
 * <p>Thread-safe.
 */
final class SharedTopic {
  /** Number of polls that are kept after all runs have consumed them, so that runs can join. */
  private static final int KEPT = 8;

  private final String topic;
  private final long maxBytes;
  private final Consumer<byte[], byte[]> consumer;

  /** Guards the consumer; taken before the monitor of this object. */
  private final ReentrantLock polling = new ReentrantLock();

  private final TreeMap<Long, Batch> batches = new TreeMap<>();
  private final Set<Cursor> cursors = new HashSet<>();
  private final Map<Integer, Long> end;
  private long next;
  private long bytes;
  private boolean closed;

  /**
   * Records of one poll.
   *
   * @param starts next offset by partition before them
   * @param ends next offset by partition after them
   */
  private record Batch(
      List<InputRecord> records, long bytes, Map<Integer, Long> starts, Map<Integer, Long> ends) {}

  /**
   * @param consumer consumer to read with, closed with this object
   * @param positions next offset by partition, where reading starts
   * @param maxBytes maximum estimated size of the records that are kept
   */
  SharedTopic(
      String topic,
      Consumer<byte[], byte[]> consumer,
      Map<Integer, Long> positions,
      long maxBytes) {
    this.topic = topic;
    this.consumer = consumer;
    this.end = new TreeMap<>(positions);
    this.maxBytes = maxBytes;
    consumer.assign(positions.keySet().stream().map(this::partition).toList());
    positions.forEach((number, offset) -> consumer.seek(partition(number), offset));
  }

  private TopicPartition partition(int number) {
    return new TopicPartition(topic, number);
  }

  /** A run's place in the topic. Owned by the run's thread. */
  final class Cursor {
    private final Map<Integer, Long> positions;
    private long number;

    private Cursor(Map<Integer, Long> positions, long number) {
      this.positions = new HashMap<>(positions);
      this.number = number;
    }

    /**
     * Returns the next records.
     *
     * @return none if none arrived in time; empty if they are not kept any more, or reading has
     *     ended with an error in another run: the run must read alone
     */
    Optional<List<InputRecord>> poll(Duration time) {
      long deadline = System.nanoTime() + time.toNanos();
      if (isKept()) {
        Optional<List<InputRecord>> kept = take();
        if (kept.isPresent()) {
          return kept;
        }
        try {
          if (!polling.tryLock(time.toNanos(), TimeUnit.NANOSECONDS)) {
            return isKept() ? take().or(() -> Optional.of(List.of())) : Optional.empty();
          }
        } catch (InterruptedException e) {
          throw new InterruptException(e);
        }
        try {
          if (isKept() && !isBehind()) {
            read(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
          }
        } finally {
          polling.unlock();
        }
      }
      return isKept() ? take().or(() -> Optional.of(List.of())) : Optional.empty();
    }

    private boolean isKept() {
      synchronized (SharedTopic.this) {
        return !closed && (number == next || batches.containsKey(number));
      }
    }

    /** Returns true if records are kept that the run has not consumed. */
    private boolean isBehind() {
      synchronized (SharedTopic.this) {
        return number < next;
      }
    }

    private Optional<List<InputRecord>> take() {
      Batch batch;
      synchronized (SharedTopic.this) {
        batch = batches.get(number);
        if (batch == null) {
          return Optional.empty();
        }
        number++;
        trim();
      }
      var records = new ArrayList<InputRecord>(batch.records().size());
      for (InputRecord record : batch.records()) {
        // A run that has joined in the middle of a batch has consumed some of them.
        if (record.consumed().offset() >= positions.get(record.consumed().partition())) {
          records.add(record);
        }
      }
      batch.ends().forEach((partition, offset) -> positions.merge(partition, offset, Math::max));
      return Optional.of(records);
    }

    /** Returns the next offset of the run by partition. */
    Map<Integer, Long> positions() {
      synchronized (SharedTopic.this) {
        if (!closed && number == next) {
          end.forEach((partition, offset) -> positions.merge(partition, offset, Math::max));
        }
      }
      return Map.copyOf(positions);
    }

    /** Ends the use of the topic by the run; the last one closes it. */
    void leave() {
      boolean last;
      synchronized (SharedTopic.this) {
        cursors.remove(this);
        last = cursors.isEmpty();
      }
      if (last) {
        close();
      }
    }
  }

  /**
   * Lets a run read from here on.
   *
   * @param positions next offset of the run by partition
   * @return empty if the next records of the run are not kept or not yet read
   */
  synchronized Optional<Cursor> join(Map<Integer, Long> positions) {
    if (closed) {
      return Optional.empty();
    }
    Map<Integer, Long> start = batches.isEmpty() ? end : batches.firstEntry().getValue().starts();
    boolean near =
        positions.entrySet().stream()
            .allMatch(
                p -> start.get(p.getKey()) <= p.getValue() && p.getValue() <= end.get(p.getKey()));
    if (!near) {
      return Optional.empty();
    }
    var cursor = new Cursor(positions, batches.isEmpty() ? next : batches.firstKey());
    cursors.add(cursor);
    return Optional.of(cursor);
  }

  /** Returns true if these are the partitions that are read. */
  synchronized boolean has(Set<Integer> partitions) {
    return end.keySet().equals(partitions);
  }

  synchronized boolean isClosed() {
    return closed;
  }

  private void read(Duration time) {
    List<InputRecord> records = new ArrayList<>();
    var after = new HashMap<Integer, Long>();
    try {
      consumer.poll(time).forEach(record -> records.add(new InputRecord(record)));
      for (int number : end.keySet()) {
        after.put(number, consumer.position(partition(number)));
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
    synchronized (this) {
      if (!records.isEmpty()) {
        long size = records.stream().mapToLong(InputRecord::bytes).sum();
        batches.put(next++, new Batch(records, size, Map.copyOf(end), after));
        bytes += size;
        trim();
      }
      end.putAll(after);
    }
  }

  /** Drops what all runs have consumed, and the oldest records beyond the bound of memory. */
  private void trim() {
    long needed = cursors.stream().mapToLong(cursor -> cursor.number).min().orElse(next);
    while (batches.size() > 1
        && (batches.firstKey() < Math.min(needed, next - KEPT) || bytes > maxBytes)) {
      bytes -= batches.pollFirstEntry().getValue().bytes();
    }
  }

  private void close() {
    synchronized (this) {
      closed = true;
      batches.clear();
    }
    polling.lock();
    try {
      consumer.close();
    } finally {
      polling.unlock();
    }
  }
}
