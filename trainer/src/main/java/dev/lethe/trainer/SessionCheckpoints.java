package dev.lethe.trainer;

import dev.lethe.trainer.checkpoint.CheckpointClock;
import dev.lethe.trainer.checkpoint.CheckpointReason;
import dev.lethe.trainer.output.Outbox;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Checkpoints that a live session takes, between two transactions, when its state is that of the
 * last commit.
 *
 * <p>Owned by the run's thread.
 */
final class SessionCheckpoints {
  /** Time for the last checkpoint of a run that stops. */
  private static final Duration FINAL_WRITE = Duration.ofSeconds(8);

  /**
   * Minimum time between checkpoints that are taken because examples were forgotten, so that many
   * requests do not slow the run down.
   */
  private static final Duration BETWEEN_FORGETTINGS = Duration.ofSeconds(10);

  private final String run;
  private final CheckpointService service;
  private final CheckpointHeaders headers;
  private final CheckpointClock clock;
  private final Pipeline pipeline;
  private final Supplier<RecoveryPoint> point;
  private final CheckpointRecords records;

  /** Journal entries in the newest checkpoint. */
  private long taken;

  /** Keys of forgotten examples that older checkpoints may hold. */
  private final Set<Long> forgotten = new HashSet<>();

  private long forgottenAt = System.nanoTime() - BETWEEN_FORGETTINGS.toNanos();

  /**
   * @param pipeline recovered pipeline
   * @param point returns what has been committed
   */
  SessionCheckpoints(
      TrainerConfig config,
      CheckpointService service,
      CheckpointHeaders headers,
      Pipeline pipeline,
      Supplier<RecoveryPoint> point) {
    this.run = config.run();
    this.service = service;
    this.headers = headers;
    this.clock = new CheckpointClock(service.settings(), pipeline.window(), pipeline.step());
    this.pipeline = pipeline;
    this.point = point;
    this.records = new CheckpointRecords(config.topics().checkpoints());
  }

  /**
   * Records how the session began. A long replay makes the next checkpoint due, and so do records
   * that could not be replayed: the next recovery must not meet the gap.
   *
   * @param skipped all input that could not be replayed
   */
  void recovered(StateRecovery.Recovered recovered, SkippedRecords skipped) {
    recovered
        .restored()
        .ifPresent(
            from -> {
              taken = from.point().entries();
              clock.loaded(from.nanos());
            });
    clock.worked(skipped.isEmpty() ? recovered.nanos() : Long.MAX_VALUE / 2);
  }

  /** Counts time spent on learning, in nanoseconds. */
  void worked(long nanos) {
    clock.worked(nanos);
  }

  /** Takes a checkpoint if one is due. No transaction may be open. */
  void takeIfDue() {
    takeIfForgotten();
    if (!service.isBusy()) {
      clock.due(pipeline.window(), pipeline.step()).ifPresent(this::take);
    }
  }

  /**
   * Takes a checkpoint if older ones may hold forgotten examples, also of an idle run. No
   * transaction may be open.
   */
  void takeIfForgotten() {
    forgotten.addAll(pipeline.takeForgotten());
    if (!forgotten.isEmpty()
        && !service.isBusy()
        && System.nanoTime() - forgottenAt >= BETWEEN_FORGETTINGS.toNanos()) {
      take(CheckpointReason.MANUAL);
    }
  }

  /** Takes the last checkpoint of a run that stops, and waits until it is written. */
  void takeLast() {
    forgotten.addAll(pipeline.takeForgotten());
    if (service.awaitIdle(FINAL_WRITE)) {
      take(CheckpointReason.FINAL);
      service.awaitIdle(FINAL_WRITE);
    }
  }

  /** Takes a checkpoint of a run that pauses. No transaction may be open. */
  void takePaused() {
    if (service.awaitIdle(FINAL_WRITE)) {
      take(CheckpointReason.MANUAL);
    }
  }

  private void take(CheckpointReason reason) {
    RecoveryPoint now = point.get();
    if (now.entries() == taken) {
      return;
    }
    long startedAt = System.nanoTime();
    PipelineState state = pipeline.snapshot();
    service.write(
        digest -> headers.of(run, state, now, reason, digest), state, Set.copyOf(forgotten));
    if (!forgotten.isEmpty()) {
      forgotten.clear();
      forgottenAt = System.nanoTime();
    }
    taken = now.entries();
    clock.taken(state.window(), state.step(), System.nanoTime() - startedAt);
  }

  /** Returns true if there is something to publish. */
  boolean hasChanges() {
    return service.hasChanges();
  }

  /** Publishes written and deleted checkpoints within the open transaction. */
  void publishChanges(Outbox outbox) {
    for (StoredCheckpoint change : service.changes()) {
      if (change.nanos() > 0) {
        clock.written(change.nanos());
      }
      records.send(outbox, change);
    }
  }
}
