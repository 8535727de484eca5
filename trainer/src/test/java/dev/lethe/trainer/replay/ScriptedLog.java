package dev.lethe.trainer.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Consumer of scripted partitions, in which some offsets have no record. A poll returns a random
 * number of records of random partitions.
 */
public class ScriptedLog extends MockConsumer<byte[], byte[]> {
  public static final String TOPIC = "input";

  private final Map<Integer, NavigableMap<Long, ConsumerRecord<byte[], byte[]>>> logs =
      new HashMap<>();
  private final Map<Integer, Long> ends = new HashMap<>();
  private final Map<Integer, Long> positions = new TreeMap<>();
  private final Set<Integer> paused = new HashSet<>();
  private final SplittableRandom random;
  private final int maxPollRecords;
  private int maxBuffered;
  private int returned;

  public ScriptedLog(long seed, int maxPollRecords) {
    super("none");
    this.random = new SplittableRandom(seed);
    this.maxPollRecords = maxPollRecords;
  }

  /** Appends records with these timestamps; null stands for an offset without a record. */
  ScriptedLog partitionOf(TimestampType type, int number, Long... timestamps) {
    var log = new TreeMap<Long, ConsumerRecord<byte[], byte[]>>();
    for (int offset = 0; offset < timestamps.length; offset++) {
      if (timestamps[offset] != null) {
        log.put(
            (long) offset,
            new ConsumerRecord<>(
                TOPIC,
                number,
                offset,
                timestamps[offset],
                type,
                0,
                4,
                new byte[0],
                new byte[4],
                new RecordHeaders(),
                Optional.empty()));
      }
    }
    logs.put(number, log);
    ends.put(number, (long) timestamps.length);
    return this;
  }

  public ScriptedLog partition(int number, Long... timestamps) {
    return partitionOf(TimestampType.CREATE_TIME, number, timestamps);
  }

  /** Returns the whole log as a range. */
  InputRange whole() {
    var range = new TreeMap<Integer, InputRange.Offsets>();
    ends.forEach((number, end) -> range.put(number, new InputRange.Offsets(0, end)));
    return new InputRange(range);
  }

  /** Returns the maximum number of records that were returned and not yet counted as used. */
  int maxBuffered() {
    return maxBuffered;
  }

  void used() {
    returned--;
  }

  @Override
  public synchronized void assign(Collection<TopicPartition> partitions) {
    positions.clear();
    partitions.forEach(partition -> positions.put(partition.partition(), 0L));
  }

  @Override
  public synchronized Set<TopicPartition> assignment() {
    return positions.keySet().stream()
        .map(number -> new TopicPartition(TOPIC, number))
        .collect(Collectors.toSet());
  }

  @Override
  public synchronized void seek(TopicPartition partition, long offset) {
    positions.put(partition.partition(), offset);
  }

  @Override
  public synchronized long position(TopicPartition partition) {
    return positions.get(partition.partition());
  }

  @Override
  public synchronized void pause(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> paused.add(partition.partition()));
  }

  @Override
  public synchronized void resume(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> paused.remove(partition.partition()));
  }

  @Override
  public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    var records = new HashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
    int left = random.nextInt(maxPollRecords + 1);
    for (int number : positions.keySet()) {
      if (!paused.contains(number) && random.nextInt(3) > 0) {
        var fetched = fetch(number, left);
        left -= fetched.size();
        if (!fetched.isEmpty()) {
          records.put(new TopicPartition(TOPIC, number), fetched);
        }
      }
    }
    returned += records.values().stream().mapToInt(List::size).sum();
    maxBuffered = Math.max(maxBuffered, returned);
    return new ConsumerRecords<>(records, Map.of());
  }

  private List<ConsumerRecord<byte[], byte[]>> fetch(int number, int max) {
    var fetched = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    long position = positions.get(number);
    while (fetched.size() < max && position < ends.get(number)) {
      Optional.ofNullable(logs.get(number).get(position)).ifPresent(fetched::add);
      position++;
    }
    positions.put(number, position);
    return fetched;
  }
}
