package dev.lethe.trainer;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Consumes the input and commits what came of it: often under load, at once when it catches up. */
final class InputLoop {
  /** How long a poll waits when nothing is in hand, and when results wait for their commit. */
  private static final Duration IDLE_POLL = Duration.ofMillis(500);

  private static final Duration OPEN_POLL = Duration.ofMillis(5);

  private final Consumer<byte[], byte[]> consumer;
  private final Pipeline pipeline;
  private final Transactions transactions;

  InputLoop(Consumer<byte[], byte[]> consumer, Pipeline pipeline, Transactions transactions) {
    this.consumer = consumer;
    this.pipeline = pipeline;
    this.transactions = transactions;
  }

  /** Consumes until it is told to stop; then everything taken has been committed. */
  void run(BooleanSupplier going) {
    while (going.getAsBoolean()) {
      var records = consumer.poll(transactions.isOpen() ? OPEN_POLL : IDLE_POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        transactions.open();
        transactions.consumed(pipeline.take(record), record);
        if (transactions.isDue()) {
          commit(false);
        }
      }
      if (records.isEmpty()) {
        commit(true);
        sayThatItIdles();
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

  /** Corrects the last figures, which would otherwise say for ever that the run is busy. */
  private void sayThatItIdles() {
    if (!transactions.isOpen() && pipeline.idlesUnsaid()) {
      transactions.apart(pipeline::publishHealth);
    }
  }
}
