package dev.lethe.trainer;

import dev.lethe.schemas.Run;
import dev.lethe.trainer.journal.JournalWriter;
import dev.lethe.trainer.output.Outbox;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/**
 * A session's transactions, one at a time: what came of the input, its journal entry and its
 * offsets are committed together or not at all.
 *
 * <p>Owned by the run's thread.
 */
final class Transactions {
  private final TrainerConfig config;
  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final Outbox outbox;
  private final JournalWriter journal;

  /** Where the input is consumed to, committed or not. */
  private final Map<TopicPartition, OffsetAndMetadata> positions;

  private Map<String, Long> committed = Map.of();
  private boolean open;
  private long openedAt;

  /**
   * @param entries that the journal has
   * @param positions where each partition of the input goes on; is kept and changed
   */
  Transactions(
      TrainerConfig config,
      Consumer<byte[], byte[]> consumer,
      Producer<byte[], byte[]> producer,
      Outbox outbox,
      long entries,
      Map<TopicPartition, OffsetAndMetadata> positions) {
    this.config = config;
    this.consumer = consumer;
    this.producer = producer;
    this.outbox = outbox;
    this.journal = new JournalWriter(config.run(), entries);
    this.positions = positions;
  }

  /** Commits where the run goes on, and that it is live. */
  void start(Run live) {
    producer.beginTransaction();
    outbox.send(config.topics().runs(), live);
    commitPositions();
  }

  /** Whether input was consumed that is not committed. */
  boolean isOpen() {
    return open;
  }

  /** Begins one, unless it is open, for the input that is consumed next. */
  void open() {
    if (!open) {
      producer.beginTransaction();
      open = true;
      openedAt = System.nanoTime();
    }
  }

  /**
   * Notes that a record was consumed, whatever became of it.
   *
   * @param step the learning step it belongs to
   */
  void consumed(long step, ConsumerRecord<byte[], byte[]> record) {
    journal.consumed(step, record.partition(), record.offset());
    positions.put(
        new TopicPartition(record.topic(), record.partition()),
        new OffsetAndMetadata(record.offset() + 1));
  }

  /** Whether the open one is to be committed although there is more input. */
  boolean isDue() {
    return isOlderThan(config.commitInterval());
  }

  /** Whether one is open, and has been for at least so long. */
  boolean isOlderThan(Duration age) {
    return open && System.nanoTime() - openedAt >= age.toNanos();
  }

  /** Commits the open one. */
  void commit() {
    outbox.send(config.topics().journal(), journal.next());
    commitPositions();
    open = false;
  }

  /** Leaves none open; what was not committed is given up. */
  void abort() {
    if (open) {
      producer.abortTransaction();
      open = false;
    }
  }

  /** Sends what comes of no input in one of its own; to be called where none is open. */
  void apart(Runnable sends) {
    producer.beginTransaction();
    try {
      sends.run();
    } catch (RuntimeException e) {
      // Left open it would hold back every reader until the broker gives up on it.
      producer.abortTransaction();
      throw e;
    }
    producer.commitTransaction();
  }

  /** By partition of the input, the offset after the last one committed. */
  Map<String, Long> committed() {
    return committed;
  }

  private void commitPositions() {
    producer.sendOffsetsToTransaction(positions, consumer.groupMetadata());
    producer.commitTransaction();
    committed =
        positions.entrySet().stream()
            .collect(Collectors.toMap(e -> e.getKey().toString(), e -> e.getValue().offset()));
  }
}
