package dev.lethe.trainer;

import dev.lethe.schemas.SchemaRegistry.RegistryUnavailableException;
import dev.lethe.trainer.input.InputRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

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
  private final RunControl control;
  private final RegistryWait registry;

  InputLoop(
      SessionClients kafka,
      SessionState.Live live,
      Pipeline pipeline,
      RunControl control,
      RegistryWait registry) {
    this.kafka = kafka;
    this.input = live.input();
    this.pipeline = pipeline;
    this.transactions = live.transactions();
    this.checkpoints = live.checkpoints();
    this.control = control;
    this.registry = registry;
  }

  /**
   * Consumes while {@code running} is true, the run is not to pause and the input has not ended,
   * then commits what it has consumed.
   */
  void run(BooleanSupplier running) {
    while (running.getAsBoolean() && !control.isPaused() && !input.isFinished()) {
      input.update();
      if (!consume(transactions.isOpen() ? OPEN_POLL : IDLE_POLL, running)) {
        if (mayCommit()) {
          commit(true);
        }
        publishIdle();
      }
    }
    while (!mayCommit() && !input.isFinished()) {
      if (!consume(IDLE_POLL, running)) {
        break; // Only the last bit of a confidence depends on it.
      }
    }
    commit(false);
  }

  /** Returns false if no record arrived in time. */
  private boolean consume(Duration time, BooleanSupplier running) {
    boolean any = false;
    for (InputRecord record : input.poll(time)) {
      any = true;
      OptionalLong step = processWhenReadable(record, running);
      if (step.isEmpty()) {
        break; // The session ends, so the rest of this poll is consumed by the next one.
      }
      transactions.add(step.getAsLong(), record.consumed());
      if (transactions.isDue() && mayCommit()) {
        commit(false);
      }
    }
    return any;
  }

  /**
   * Processes a record within a transaction. If the registry does not answer for its schema,
   * commits what precedes it and waits.
   *
   * @return the learning step of the record; empty if {@code running} became false first
   */
  private OptionalLong processWhenReadable(InputRecord record, BooleanSupplier running) {
    do {
      boolean begins = !transactions.isOpen();
      transactions.beginUnlessOpen();
      try {
        return OptionalLong.of(process(record));
      } catch (RegistryUnavailableException e) {
        if (begins) {
          transactions.abort(); // It is empty, and would be a journal entry without records.
        }
        if (!ErrorClassification.isTransient(e) || !mayCommit()) {
          throw e;
        }
        commit(true);
        if (!registry.await(e, running, () -> pipeline.isReadable(record), this::idle)) {
          return OptionalLong.empty();
        }
      }
    } while (true);
  }

  private boolean mayCommit() {
    return !input.isRepeatable() || !pipeline.hasUnpredicted();
  }

  /** Publishes that the run is alive, and consumes nothing, while it is paused. */
  void pause(BooleanSupplier running) {
    pipeline.health().paused(true);
    while (running.getAsBoolean() && control.isPaused()) {
      idle();
    }
    pipeline.health().paused(false);
  }

  private void idle() {
    input.update();
    publishIdle();
    control.await(IDLE_POLL);
  }

  private long process(InputRecord record) {
    long startedAt = System.nanoTime();
    long step = pipeline.process(record);
    long nanos = System.nanoTime() - startedAt;
    pipeline.meters().worked(nanos);
    checkpoints.ifPresent(taken -> taken.worked(nanos));
    return step;
  }

  private void commit(boolean caughtUp) {
    if (!transactions.isOpen()) {
      return;
    }
    pipeline.predictPending();
    if (caughtUp || pipeline.health().isDue()) {
      pipeline.publishHealth();
    }
    checkpoints.ifPresent(taken -> taken.publishChanges(kafka.outbox()));
    long startedAt = System.nanoTime();
    transactions.commit();
    pipeline.meters().committed(System.nanoTime() - startedAt);
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
    if (pipeline.health().isIdleDue()) {
      kafka.outbox().inOwnTransaction(pipeline::publishHealth);
    }
    checkpoints
        .filter(SessionCheckpoints::hasChanges)
        .ifPresent(
            taken -> kafka.outbox().inOwnTransaction(() -> taken.publishChanges(kafka.outbox())));
  }
}
