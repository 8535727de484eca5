package dev.lethe.trainer.replay;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Ranges of the input that the runs of a process share. Their records are read from Kafka and
 * decoded once, and stay in memory for runs that start later, up to a bound for all ranges
 * together. Runs read what does not fit alone. If memory is short, a range that no run reads leaves
 * it, the least recently read first.
 *
 * <p>Thread-safe.
 */
public final class SharedRanges {
  private final long maxBytes;
  private final Map<Key, Shared> ranges = new LinkedHashMap<>(16, .75f, true);
  private long bytes;

  /**
   * Settings under which records are the same and are decoded equally.
   *
   * @param cluster brokers, registry and settings of the decoder
   * @param topic name of the topic
   * @param topicId id of the topic, which changes when it is created again
   * @param range offsets
   */
  public record Key(Object cluster, String topic, String topicId, InputRange range) {}

  /** A range in memory. */
  private static final class Shared {
    private RangeCache cache;
    private int readers;
    private long bytes;
  }

  /**
   * @param maxBytes maximum estimated size of the records in memory
   */
  public SharedRanges(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Creates shared ranges that use at most a quarter of the heap. */
  public static SharedRanges ofHeap() {
    return new SharedRanges(Runtime.getRuntime().maxMemory() / 4);
  }

  /**
   * Returns the rest of a range.
   *
   * @param key the whole range
   * @param positions next offset by partition
   * @param own consumer of the run, to read what is not in memory
   * @param consumers creates further consumers
   */
  public RangeRecords open(
      Key key,
      Map<Integer, Long> positions,
      Consumer<byte[], byte[]> own,
      Supplier<Consumer<byte[], byte[]>> consumers) {
    Shared shared = acquire(key);
    boolean started =
        key.range().startingAt(positions).size() < key.range().size()
            && !shared.cache.contains(positions);
    if (started) {
      // Earlier records may have expired, and the other runs may be far behind.
      release(shared);
      return RangeRecords.alone(own, key.topic(), key.range().startingAt(positions));
    }
    return new RangeRecords(
        own,
        key.topic(),
        key.range(),
        positions,
        Optional.of(new RangeRecords.Source(shared.cache, consumers, () -> release(shared))));
  }

  private synchronized Shared acquire(Key key) {
    Shared shared = ranges.computeIfAbsent(key, added -> new Shared());
    if (shared.cache == null) {
      shared.cache = new RangeCache(key.topic(), key.range(), size -> reserve(shared, size));
    }
    shared.readers++;
    return shared;
  }

  private void release(Shared shared) {
    synchronized (this) {
      shared.readers--;
      if (shared.readers > 0) {
        return;
      }
    }
    shared.cache.stopReading();
  }

  private synchronized boolean reserve(Shared shared, long size) {
    Iterator<Shared> oldest = ranges.values().iterator();
    while (bytes + size > maxBytes && oldest.hasNext()) {
      Shared candidate = oldest.next();
      if (candidate.readers == 0) {
        bytes -= candidate.bytes;
        oldest.remove();
      }
    }
    if (bytes + size > maxBytes) {
      return false;
    }
    bytes += size;
    shared.bytes += size;
    return true;
  }

  /** Returns the estimated size of the records in memory, by range. */
  synchronized Map<InputRange, Long> bytes() {
    var sizes = new HashMap<InputRange, Long>();
    ranges.forEach((key, shared) -> sizes.put(key.range(), shared.bytes));
    return sizes;
  }
}
