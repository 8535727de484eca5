package dev.lethe.trainer.replay;

import dev.lethe.trainer.input.InputRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Records of a range in merged order as one run reads them: from memory that it shares with other
 * runs, and alone where that ends.
 *
 * <p>This class is not thread-safe.
 */
public final class RangeRecords implements AutoCloseable {
  private final Consumer<byte[], byte[]> own;
  private final String topic;
  private final InputRange range;
  private final Map<Integer, Long> positions;
  private Optional<Source> source;
  private Optional<MergedRecords> alone = Optional.empty();
  private int index;

  /**
   * Shared memory of a range.
   *
   * @param cache the records
   * @param consumers creates consumers to read further records
   * @param release ends the use of the cache
   */
  record Source(RangeCache cache, Supplier<Consumer<byte[], byte[]>> consumers, Runnable release) {}

  RangeRecords(
      Consumer<byte[], byte[]> own,
      String topic,
      InputRange range,
      Map<Integer, Long> positions,
      Optional<Source> source) {
    this.own = own;
    this.topic = topic;
    this.range = range;
    this.positions = new HashMap<>(positions);
    this.source = source;
  }

  /**
   * Returns records that no other run shares.
   *
   * @param own consumer of committed records; its assignment is replaced
   * @param rest range to read
   */
  public static RangeRecords alone(Consumer<byte[], byte[]> own, String topic, InputRange rest) {
    var records = new RangeRecords(own, topic, rest, Map.of(), Optional.empty());
    records.readAlone();
    return records;
  }

  private void readAlone() {
    close();
    alone = Optional.of(new MergedRecords(own, topic, range.startingAt(positions)));
  }

  /**
   * Returns the next record.
   *
   * @param patience maximum time to wait for the brokers
   * @return empty if it has not arrived in time, or if all records have been returned
   * @throws org.apache.kafka.clients.consumer.InvalidOffsetException if records of the range no
   *     longer exist
   */
  public Optional<InputRecord> next(Duration patience) {
    while (source.isPresent()) {
      RangeCache cache = source.get().cache();
      Optional<InputRecord> next = cache.get(index, patience, source.get().consumers());
      if (next.isPresent()) {
        index++;
        if (advance(next.get())) {
          return next;
        }
      } else if (cache.isBeyond(index)) {
        readAlone();
      } else {
        return next;
      }
    }
    return alone.flatMap(merged -> merged.next(patience)).map(InputRecord::new);
  }

  /** Returns false for a record that the run has consumed before. */
  private boolean advance(InputRecord record) {
    int partition = record.consumed().partition();
    long offset = record.consumed().offset();
    if (offset < positions.getOrDefault(partition, 0L)) {
      return false;
    }
    positions.put(partition, offset + 1);
    return true;
  }

  /** Returns true if all records have been returned. */
  public boolean isFinished() {
    return alone
        .map(MergedRecords::isFinished)
        .orElseGet(() -> range.startingAt(positions).isEmpty() || isEnd());
  }

  private boolean isEnd() {
    return source.map(shared -> shared.cache().isEnd(index)).orElse(false);
  }

  /** Returns the number of offsets that are left, an upper bound of the number of records. */
  public long remaining() {
    return alone
        .map(MergedRecords::remaining)
        .orElseGet(() -> isEnd() ? 0 : range.startingAt(positions).size());
  }

  /** Ends the use of shared memory. */
  @Override
  public void close() {
    source.ifPresent(shared -> shared.release().run());
    source = Optional.empty();
  }
}
