package dev.lethe.trainer;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Consumes the input and commits the results: at intervals under load, at once when it has caught
 * up.
 */
final class InputLoop {
  /** Maximum wait of a poll without an open transaction. */
  private static final Duration IDLE_POLL = Duration.ofMillis(500);

  /** Maximum wait of a poll while results wait for their commit. */
  private static final Duration OPEN_POLL = Duration.ofMillis(5);

  private final SessionClients kafka;
  private final LiveInput input;
  private final Pipeline pipeline;
  private final Transactions transactions;

  InputLoop(SessionClients kafka, LiveInput input, Pipeline pipeline, Transactions transactions) {
    this.kafka = kafka;
    this.input = input;
    this.pipeline = pipeline;
    this.transactions = transactions;
  }

  /** Consumes while {@code running} is true, then commits what it has consumed. */
  void run(BooleanSupplier running) {
    while (running.getAsBoolean()) {
      input.update();
      var records = kafka.consumer().poll(transactions.isOpen() ? OPEN_POLL : IDLE_POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        transactions.beginUnlessOpen();
        transactions.add(pipeline.process(record), record);
        if (transactions.isDue()) {
          commit(false);
        }
      }
      if (records.isEmpty()) {
        commit(true);
        publishIdleHealth();
      }
    }
    commit(false);
  }

  private void commit(boolean caughtUp) {
    if (!transactions.isOpen()) {
      return;
    }
    pipeline.predictPending();
    if (caughtUp || pipeline.isHealthDue()) {
      pipeline.publishHealth();
    }
    transactions.commit();
  }

  /** Replaces the last health record when it no longer holds, and from time to time. */
  private void publishIdleHealth() {
    if (!transactions.isOpen() && pipeline.isIdleHealthDue()) {
      kafka.outbox().inOwnTransaction(pipeline::publishHealth);
    }
  }
}
