package dev.lethe.trainer.replay;

import dev.lethe.trainer.input.InputRecord;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;

/**
 * The first records of a range in merged order, read once for all runs of a process: the run that
 * needs the next record reads it. Ends at the end of the range, or where memory is used up.
 *
 * <p>Thread-safe.
 */
final class RangeCache {
  private static final int INITIAL_LENGTH = 1_024;

  private final String topic;
  private final InputRange range;
  private final LongPredicate reserve;
  private final ReentrantLock reading = new ReentrantLock();
  private final Map<Integer, Long> positions = new HashMap<>();
  private Consumer<byte[], byte[]> consumer;
  private MergedRecords merged;

  /** Replaced by a longer array when it is full; elements below {@link #count} never change. */
  private volatile InputRecord[] records = new InputRecord[INITIAL_LENGTH];

  private volatile int count;
  private volatile boolean complete;
  private volatile boolean full;

  /**
   * @param reserve reserves bytes of memory, or returns false if they exceed the bound
   */
  RangeCache(String topic, InputRange range, LongPredicate reserve) {
    this.topic = topic;
    this.range = range;
    this.reserve = reserve;
  }

  /** Returns true if all records of the range are here and there is none at an index. */
  boolean isEnd(int index) {
    return complete && index >= count;
  }

  /** Returns true if the record at an index will never be here, because memory is used up. */
  boolean isBeyond(int index) {
    return full && index >= count;
  }

  /** Returns true if all records before these positions are here. */
  boolean contains(Map<Integer, Long> next) {
    if (complete) {
      return true;
    }
    reading.lock();
    try {
      return range.partitions().entrySet().stream()
          .allMatch(
              part ->
                  next.getOrDefault(part.getKey(), 0L)
                      <= positions.getOrDefault(part.getKey(), part.getValue().from()));
    } finally {
      reading.unlock();
    }
  }

  /**
   * Returns the record at an index, and reads it if it is the next one.
   *
   * @param index number of records before it, at most that of all records here
   * @param consumers creates the consumer to read with, if none is open
   * @return empty if it has not arrived in time, or if it will not be here
   */
  Optional<InputRecord> get(
      int index, Duration patience, Supplier<Consumer<byte[], byte[]>> consumers) {
    if (index < count) {
      return Optional.of(records[index]);
    }
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      if (!reading.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    try {
      if (index >= count && !complete && !full) {
        read(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())), consumers);
      }
      return index < count ? Optional.of(records[index]) : Optional.empty();
    } finally {
      reading.unlock();
    }
  }

  private void read(Duration patience, Supplier<Consumer<byte[], byte[]>> consumers) {
    try {
      if (merged == null) {
        consumer = consumers.get();
        merged = new MergedRecords(consumer, topic, range.startingAt(positions));
      }
      Optional<ConsumerRecord<byte[], byte[]>> next = merged.next(patience);
      if (next.isPresent()) {
        add(new InputRecord(next.get()));
      } else {
        complete = merged.isFinished();
      }
    } catch (RuntimeException | Error e) {
      // The next read begins after the last record that is here.
      stopReading();
      throw e;
    }
    if (complete || full) {
      stopReading();
    }
  }

  private void add(InputRecord record) {
    if (!reserve.test(record.bytes())) {
      full = true;
      return;
    }
    InputRecord[] known = records;
    int length = count;
    if (length == known.length) {
      known = Arrays.copyOf(known, 2 * length);
      records = known;
    }
    known[length] = record;
    positions.put(record.consumed().partition(), record.consumed().offset() + 1);
    count = length + 1;
  }

  /** Closes the consumer. The next record opens another one. */
  void stopReading() {
    reading.lock();
    try {
      merged = null;
      if (consumer != null) {
        consumer.close();
        consumer = null;
      }
    } finally {
      reading.unlock();
    }
  }
}
