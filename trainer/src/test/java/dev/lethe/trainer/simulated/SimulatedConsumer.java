package dev.lethe.trainer.simulated;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Consumer of the records of a {@link SimulatedCluster}. A poll returns a random number of records,
 * from one random partition after the other, or nothing. A script of the cluster determines the
 * polls of a topic instead.
 */
public final class SimulatedConsumer extends MockConsumer<byte[], byte[]> {
  private static final int MAX_RECORDS = 8;

  private final SimulatedCluster cluster;
  private final Boundaries boundaries;
  private final SplittableRandom random;
  private final String group;
  private final boolean committedOnly;
  private final Map<TopicPartition, Long> positions =
      new TreeMap<>(
          java.util.Comparator.comparing(TopicPartition::topic)
              .thenComparing(TopicPartition::partition));
  private final Set<TopicPartition> paused = new HashSet<>();

  public SimulatedConsumer(
      SimulatedCluster cluster,
      Boundaries boundaries,
      SplittableRandom random,
      String group,
      boolean committedOnly) {
    super("none");
    this.cluster = cluster;
    this.boundaries = boundaries;
    this.random = random;
    this.group = group;
    this.committedOnly = committedOnly;
  }

  @Override
  public synchronized void assign(Collection<TopicPartition> partitions) {
    positions.keySet().retainAll(partitions);
    paused.retainAll(partitions);
    partitions.forEach(partition -> positions.putIfAbsent(partition, 0L));
  }

  @Override
  public synchronized Set<TopicPartition> assignment() {
    return Set.copyOf(positions.keySet());
  }

  @Override
  public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    boundaries.pass("before poll");
    requireInRange();
    var records = new LinkedHashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
    if (isScripted()) {
      cluster.nextPoll().ifPresent(partition -> fetch(partition, 1, records));
    } else {
      fetchFromAll(records);
    }
    boundaries.pass("after poll");
    return new ConsumerRecords<>(records, Map.of());
  }

  private boolean isScripted() {
    return positions.keySet().stream().anyMatch(partition -> cluster.isScripted(partition.topic()));
  }

  private void fetchFromAll(Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records) {
    int left = random.nextInt(MAX_RECORDS + 1);
    var partitions = new ArrayList<>(positions.keySet());
    partitions.removeAll(paused);
    Collections.shuffle(partitions, new java.util.Random(random.nextLong()));
    for (TopicPartition partition : partitions) {
      left -= fetch(partition, left, records);
    }
  }

  private void requireInRange() {
    positions.forEach(
        (partition, position) -> {
          SimulatedLog log = cluster.log(partition);
          if (!paused.contains(partition) && (position < log.start() || position > log.end())) {
            throw new OffsetOutOfRangeException(Map.of(partition, position));
          }
        });
  }

  private long end(SimulatedLog log) {
    return committedOnly ? log.stableEnd() : log.end();
  }

  private int fetch(
      TopicPartition partition,
      int max,
      Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records) {
    SimulatedLog log = cluster.log(partition);
    var fetched = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    long position = positions.get(partition);
    long end = end(log);
    if (position == end && end < log.end()) {
      cluster.blocked(log.at(end).transaction());
    }
    while (position < end && fetched.size() < max) {
      if (log.at(position).isVisible(committedOnly)) {
        fetched.add(cluster.consumed(partition, position));
      }
      position++;
    }
    positions.put(partition, position);
    if (!fetched.isEmpty()) {
      records.put(partition, fetched);
    }
    return fetched.size();
  }

  @Override
  public synchronized void seek(TopicPartition partition, long offset) {
    positions.put(partition, offset);
  }

  @Override
  public void seek(TopicPartition partition, OffsetAndMetadata offset) {
    seek(partition, offset.offset());
  }

  @Override
  public synchronized long position(TopicPartition partition) {
    return positions.get(partition);
  }

  @Override
  public synchronized long position(TopicPartition partition, Duration timeout) {
    return position(partition);
  }

  @Override
  public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
      Set<TopicPartition> partitions) {
    return boundaries.around(
        "reading offsets",
        () -> {
          var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
          partitions.forEach(p -> offsets.put(p, cluster.offsets(group).get(p)));
          return offsets;
        });
  }

  @Override
  public synchronized List<PartitionInfo> partitionsFor(String topic) {
    return cluster.partitions(topic);
  }

  @Override
  public synchronized Map<TopicPartition, Long> beginningOffsets(
      Collection<TopicPartition> partitions) {
    var offsets = new HashMap<TopicPartition, Long>();
    partitions.forEach(partition -> offsets.put(partition, cluster.log(partition).start()));
    return offsets;
  }

  @Override
  public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
    var offsets = new HashMap<TopicPartition, Long>();
    partitions.forEach(partition -> offsets.put(partition, end(cluster.log(partition))));
    return offsets;
  }

  @Override
  public synchronized void pause(Collection<TopicPartition> partitions) {
    paused.addAll(partitions);
  }

  @Override
  public synchronized Set<TopicPartition> paused() {
    return Set.copyOf(paused);
  }

  @Override
  public synchronized void resume(Collection<TopicPartition> partitions) {
    paused.removeAll(partitions);
  }

  @Override
  @SuppressWarnings("removal") // in favour of an interface that Kafka 5 will have
  public ConsumerGroupMetadata groupMetadata() {
    return new ConsumerGroupMetadata(group);
  }

  @Override
  public void close() {}
}
