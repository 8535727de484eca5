package dev.lethe.trainer;

import java.time.Duration;
import java.util.Optional;
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
  private final RunInput input;
  private final Pipeline pipeline;
  private final Transactions transactions;
  private final Optional<SessionCheckpoints> checkpoints;

  InputLoop(
      SessionClients kafka,
      RunInput input,
      Pipeline pipeline,
      Transactions transactions,
      Optional<SessionCheckpoints> checkpoints) {
    this.kafka = kafka;
    this.input = input;
    this.pipeline = pipeline;
    this.transactions = transactions;
    this.checkpoints = checkpoints;
  }

  /**
   * Consumes while {@code running} is true and the input has not ended, then commits what it has
   * consumed.
   */
  void run(BooleanSupplier running) {
    while (running.getAsBoolean() && !input.isFinished()) {
      input.update();
      if (!consume(transactions.isOpen() ? OPEN_POLL : IDLE_POLL)) {
        if (mayCommit()) {
          commit(true);
        }
        publishIdle();
      }
    }
    while (!mayCommit() && !input.isFinished()) {
      if (!consume(IDLE_POLL)) {
        break; // Only the last bit of a confidence depends on it.
      }
    }
    commit(false);
  }

  /** Returns false if no record arrived in time. */
  private boolean consume(Duration time) {
    boolean any = false;
    for (ConsumerRecord<byte[], byte[]> record : input.poll(time)) {
      any = true;
      transactions.beginUnlessOpen();
      transactions.add(process(record), record);
      if (transactions.isDue() && mayCommit()) {
        commit(false);
      }
    }
    return any;
  }

  private boolean mayCommit() {
    return !input.isRepeatable() || !pipeline.hasUnpredicted();
  }

  /** Publishes that the run is alive, and consumes nothing, while it is paused. */
  void idle(RunControl control, BooleanSupplier running) {
    pipeline.paused(true);
    while (running.getAsBoolean() && control.isPaused()) {
      input.update();
      publishIdle();
      control.await(IDLE_POLL);
    }
    pipeline.paused(false);
  }

  private long process(ConsumerRecord<byte[], byte[]> record) {
    long startedAt = System.nanoTime();
    long step = pipeline.process(record);
    checkpoints.ifPresent(taken -> taken.worked(System.nanoTime() - startedAt));
    return step;
  }

  private void commit(boolean caughtUp) {
    if (!transactions.isOpen()) {
      return;
    }
    pipeline.predictPending();
    if (caughtUp || pipeline.isHealthDue()) {
      pipeline.publishHealth();
    }
    checkpoints.ifPresent(taken -> taken.publishChanges(kafka.outbox()));
    transactions.commit();
    checkpoints.ifPresent(SessionCheckpoints::takeIfDue);
  }

  /**
   * Replaces the last health record when it no longer holds, and from time to time. Publishes
   * checkpoints that have been written since the last commit.
   */
  private void publishIdle() {
    if (transactions.isOpen()) {
      return;
    }
    checkpoints.ifPresent(SessionCheckpoints::takeIfForgotten);
    if (pipeline.isIdleHealthDue()) {
      kafka.outbox().inOwnTransaction(pipeline::publishHealth);
    }
    checkpoints
        .filter(SessionCheckpoints::hasChanges)
        .ifPresent(
            taken -> kafka.outbox().inOwnTransaction(() -> taken.publishChanges(kafka.outbox())));
  }
}
