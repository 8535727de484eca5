package dev.lethe.trainer;

import dev.lethe.schemas.Run;
import dev.lethe.trainer.journal.JournalPosition;
import dev.lethe.trainer.journal.JournalWriter;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Transactions over the input, one at a time. Each commits the results of its input, one journal
 * entry and the input's offsets together, or none of them.
 *
 * <p>Owned by the run's thread.
 */
final class Transactions {
  private final TrainerConfig config;
  private final SessionClients kafka;
  private final JournalWriter journal;

  /** By partition, the next offset to consume, committed or not. */
  private final Map<TopicPartition, OffsetAndMetadata> positions;

  private Map<String, Long> committed = Map.of();

  /** Set by the producer's thread before a commit ends. */
  private volatile JournalPosition journalPosition;

  private boolean open;
  private long openedAt;

  /**
   * @param replayed the journal so far
   * @param positions next offset of each input partition; kept and changed
   */
  Transactions(
      TrainerConfig config,
      SessionClients kafka,
      Recovery.Replayed replayed,
      Map<TopicPartition, OffsetAndMetadata> positions) {
    this.config = config;
    this.kafka = kafka;
    this.journal = new JournalWriter(config.run(), replayed.entries());
    this.journalPosition = replayed.journal();
    this.positions = positions;
  }

  /** Commits the start positions together with the record that the run is live. */
  void start(Run live) {
    beginUnlessOpen();
    kafka.outbox().send(config.topics().runs(), live);
    commitPositions();
  }

  /** Returns true if a transaction is open. */
  boolean isOpen() {
    return open;
  }

  /** Begins a transaction for the next input unless one is open. */
  void beginUnlessOpen() {
    if (!open) {
      kafka.producer().beginTransaction();
      open = true;
      openedAt = System.nanoTime();
    }
  }

  /**
   * Adds a consumed record to the open transaction, dead letters included.
   *
   * @param step learning step that the record belongs to
   */
  void add(long step, ConsumerRecord<byte[], byte[]> record) {
    journal.add(step, record);
    positions.put(
        new TopicPartition(record.topic(), record.partition()),
        new OffsetAndMetadata(record.offset() + 1));
  }

  /** Returns true if the open transaction must be committed although there is more input. */
  boolean isDue() {
    return isOlderThan(config.commitInterval());
  }

  /** Returns true if a transaction is open and at least this old. */
  boolean isOlderThan(Duration age) {
    return open && System.nanoTime() - openedAt >= age.toNanos();
  }

  /** Commits the open transaction. */
  void commit() {
    String topic = config.topics().journal();
    int partitions = kafka.producer().partitionsFor(topic).size();
    kafka
        .outbox()
        .send(
            topic,
            journal.nextEntry(),
            sent ->
                journalPosition =
                    new JournalPosition(partitions, sent.partition(), sent.offset() + 1));
    commitPositions();
  }

  /** Aborts the open transaction, if there is one. */
  void abort() {
    if (open) {
      kafka.producer().abortTransaction();
      open = false;
    }
  }

  /** Number of entries in the journal, committed or not. */
  long entries() {
    return journal.entries();
  }

  /** Returns what has been consumed. Without an open transaction, all of it is committed. */
  RecoveryPoint point() {
    return new RecoveryPoint(
        journal.entries(),
        journalPosition,
        positions.entrySet().stream()
            .collect(Collectors.toMap(e -> e.getKey().partition(), e -> e.getValue().offset())));
  }

  /** By partition of the input, the offset after the last committed one. */
  Map<String, Long> committed() {
    return committed;
  }

  private void commitPositions() {
    kafka.producer().sendOffsetsToTransaction(positions, kafka.consumer().groupMetadata());
    kafka.producer().commitTransaction();
    open = false;
    committed =
        positions.entrySet().stream()
            .collect(Collectors.toMap(e -> e.getKey().toString(), e -> e.getValue().offset()));
  }
}
