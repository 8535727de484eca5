package dev.lethe.trainer.simulated;

import dev.lethe.trainer.simulated.SimulatedLog.Entry;
import dev.lethe.trainer.simulated.SimulatedTransaction.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Topics, transactions and offsets of groups. For one thread. */
public final class SimulatedCluster {
  /** Time of all records, ms since the epoch. */
  public static final long NOW = 1000;

  /**
   * Polls that find only uncommitted records before the coordinator times their transaction out.
   */
  private static final int PATIENCE = 20;

  /** State of a transactional id at the coordinator. */
  private static final class Owner {
    int epoch;
    SimulatedTransaction transaction;
  }

  private final Map<String, List<SimulatedLog>> topics = new TreeMap<>();
  private final Map<String, Uuid> ids = new HashMap<>();
  private final Map<String, Owner> owners = new HashMap<>();
  private final Map<String, Map<TopicPartition, OffsetAndMetadata>> groups = new HashMap<>();
  private Iterator<Optional<TopicPartition>> script = Collections.emptyIterator();

  private String scripted;
  private int blockedPolls;

  public void createTopic(String name, int partitions) {
    var logs = new ArrayList<SimulatedLog>();
    for (int i = 0; i < partitions; i++) {
      logs.add(new SimulatedLog());
    }
    topics.put(name, logs);
    ids.put(name, new Uuid(1, ids.size() + 1L));
  }

  /** Adds a partition to a topic. */
  public void addPartition(String topic) {
    logs(topic).add(new SimulatedLog());
  }

  /**
   * Determines what the polls of a topic return, one after the other.
   *
   * @param topic topic that one consumer consumes
   * @param polls partition of the next record; empty for a poll without records
   */
  public void consumeIn(String topic, List<Optional<TopicPartition>> polls) {
    scripted = topic;
    script = polls.iterator();
  }

  /** Returns true if the script determines the next poll of a topic. */
  boolean isScripted(String topic) {
    return topic.equals(scripted) && script.hasNext();
  }

  /** Returns the partition of the next record, empty for a poll without records. */
  Optional<TopicPartition> nextPoll() {
    return script.next();
  }

  /** Appends a record without a transaction. */
  public void append(ProducerRecord<byte[], byte[]> record) {
    append(record, null);
  }

  /** Returns the committed records, expired ones too, by partition and in order. */
  public List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    for (int p = 0; p < logs(topic).size(); p++) {
      var partition = new TopicPartition(topic, p);
      SimulatedLog log = log(partition);
      for (long offset = 0; offset < log.end(); offset++) {
        if (log.at(offset).isVisible()) {
          records.add(consumed(partition, offset));
        }
      }
    }
    return records;
  }

  /** Deletes the records before an offset, as retention does. */
  public void deleteBefore(TopicPartition partition, long offset) {
    log(partition).deleteBefore(offset);
  }

  /** Returns the committed offsets of a group. */
  public Map<TopicPartition, OffsetAndMetadata> offsets(String group) {
    return groups.getOrDefault(group, Map.of());
  }

  /** Returns the offset after the last record or marker. */
  public long end(TopicPartition partition) {
    return log(partition).end();
  }

  /** Returns the partitions of a topic. */
  public List<PartitionInfo> partitions(String topic) {
    var infos = new ArrayList<PartitionInfo>();
    for (int p = 0; p < logs(topic).size(); p++) {
      infos.add(new PartitionInfo(topic, p, null, null, null));
    }
    return infos;
  }

  Uuid id(String topic) {
    logs(topic);
    return ids.get(topic);
  }

  SimulatedLog log(TopicPartition partition) {
    return logs(partition.topic()).get(partition.partition());
  }

  private List<SimulatedLog> logs(String topic) {
    List<SimulatedLog> logs = topics.get(topic);
    if (logs == null) {
      throw new UnknownTopicOrPartitionException(topic);
    }
    return logs;
  }

  ConsumerRecord<byte[], byte[]> consumed(TopicPartition partition, long offset) {
    ProducerRecord<byte[], byte[]> record = log(partition).at(offset).record();
    return new ConsumerRecord<>(
        partition.topic(),
        partition.partition(),
        offset,
        NOW,
        TimestampType.CREATE_TIME,
        record.key() == null ? -1 : record.key().length,
        record.value() == null ? -1 : record.value().length,
        record.key(),
        record.value(),
        new RecordHeaders(record.headers()),
        Optional.empty());
  }

  /** Fences earlier producers with this id and aborts their transaction. Returns the new epoch. */
  int init(String transactionalId) {
    Owner owner = owners.computeIfAbsent(transactionalId, id -> new Owner());
    end(owner, State.ABORTED);
    return ++owner.epoch;
  }

  /** Appends within the open transaction of a producer, or without one. */
  TopicPartition send(String transactionalId, int epoch, ProducerRecord<byte[], byte[]> record) {
    return append(record, transactionalId == null ? null : open(transactionalId, epoch));
  }

  void addOffsets(
      String transactionalId,
      int epoch,
      String group,
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    open(transactionalId, epoch)
        .offsets
        .computeIfAbsent(group, g -> new HashMap<>())
        .putAll(offsets);
  }

  void end(String transactionalId, int epoch, boolean commit) {
    end(owned(transactionalId, epoch), commit ? State.COMMITTED : State.ABORTED);
  }

  /** Records that a poll found only uncommitted records: the coordinator's clock goes on. */
  void blocked(SimulatedTransaction by) {
    if (++blockedPolls > PATIENCE) {
      blockedPolls = 0;
      owners.values().stream()
          .filter(owner -> owner.transaction == by)
          .forEach(
              owner -> {
                owner.epoch++;
                end(owner, State.ABORTED);
              });
    }
  }

  private SimulatedTransaction open(String transactionalId, int epoch) {
    Owner owner = owned(transactionalId, epoch);
    if (owner.transaction == null) {
      owner.transaction = new SimulatedTransaction();
    }
    return owner.transaction;
  }

  private Owner owned(String transactionalId, int epoch) {
    Owner owner = owners.get(transactionalId);
    if (owner.epoch != epoch) {
      throw new ProducerFencedException(
          transactionalId + ": got epoch " + epoch + ", expected " + owner.epoch);
    }
    return owner;
  }

  private void end(Owner owner, State state) {
    SimulatedTransaction transaction = owner.transaction;
    owner.transaction = null;
    if (transaction == null) {
      return;
    }
    transaction.state = state;
    transaction.partitions.forEach(partition -> log(partition).append(new Entry(null, null)));
    if (state == State.COMMITTED) {
      transaction.offsets.forEach(
          (group, offsets) -> groups.computeIfAbsent(group, g -> new HashMap<>()).putAll(offsets));
    }
  }

  private TopicPartition append(
      ProducerRecord<byte[], byte[]> record, SimulatedTransaction transaction) {
    List<SimulatedLog> logs = logs(record.topic());
    int number =
        record.partition() == null
            ? Math.floorMod(Arrays.hashCode(record.key()), logs.size())
            : record.partition();
    var partition = new TopicPartition(record.topic(), number);
    logs.get(number).append(new Entry(record, transaction));
    if (transaction != null) {
      transaction.partitions.add(partition);
    }
    return partition;
  }
}
