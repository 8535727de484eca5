package dev.lethe.trainer.live;

import dev.lethe.trainer.input.InputRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Records of a live topic as one run reads them: together with other runs of the process while the
 * run is near them, and alone while it is not.
 *
 * <p>Owned by the run's thread.
 */
public final class LiveRecords implements AutoCloseable {
  private final Consumer<byte[], byte[]> own;
  private final Optional<Source> source;
  private Optional<SharedTopic.Cursor> cursor = Optional.empty();

  /**
   * A topic to share.
   *
   * @param topics topics of the process
   * @param key the topic
   * @param consumers creates consumers
   */
  public record Source(
      SharedTopics topics, SharedTopics.Key key, Supplier<Consumer<byte[], byte[]>> consumers) {}

  /**
   * @param own consumer of the run, to read alone; its positions are where the run starts
   * @param source the topic to share; empty if the run reads alone
   */
  public LiveRecords(Consumer<byte[], byte[]> own, Optional<Source> source) {
    this.own = own;
    this.source = source;
  }

  /** Returns the next records; none if none arrived in time. */
  public List<InputRecord> poll(Duration time) {
    if (cursor.isEmpty()) {
      cursor = source.flatMap(this::join);
    }
    Optional<List<InputRecord>> shared = cursor.flatMap(place -> place.poll(time));
    if (shared.isPresent()) {
      return shared.get();
    }
    readAlone();
    var records = new ArrayList<InputRecord>();
    own.poll(time).forEach(record -> records.add(new InputRecord(record)));
    return records;
  }

  private Optional<SharedTopic.Cursor> join(Source from) {
    var positions = new HashMap<Integer, Long>();
    for (TopicPartition partition : own.assignment()) {
      positions.put(partition.partition(), own.position(partition));
    }
    return positions.isEmpty()
        ? Optional.empty()
        : from.topics().join(from.key(), positions, from.consumers());
  }

  /** Continues with the run's own consumer, which may then be changed. */
  public void readAlone() {
    Optional<Map<Integer, Long>> positions = cursor.map(SharedTopic.Cursor::positions);
    close();
    positions.ifPresent(
        now -> {
          for (TopicPartition partition : own.assignment()) {
            own.seek(partition, now.get(partition.partition()));
          }
        });
  }

  /**
   * Returns the next offset of a partition.
   *
   * @param patience maximum time to wait for the brokers
   */
  public long position(TopicPartition partition, Duration patience) {
    return cursor
        .map(place -> place.positions().get(partition.partition()))
        .orElseGet(() -> own.position(partition, patience));
  }

  /** Leaves the other runs. */
  @Override
  public void close() {
    cursor.ifPresent(SharedTopic.Cursor::leave);
    cursor = Optional.empty();
  }
}
