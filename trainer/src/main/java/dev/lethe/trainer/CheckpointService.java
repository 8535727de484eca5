package dev.lethe.trainer;

import dev.lethe.trainer.alarm.AlarmBoard;
import dev.lethe.trainer.checkpoint.CheckpointDamagedException;
import dev.lethe.trainer.checkpoint.CheckpointFile;
import dev.lethe.trainer.checkpoint.CheckpointHeader;
import dev.lethe.trainer.checkpoint.CheckpointName;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import dev.lethe.trainer.checkpoint.CheckpointStore;
import dev.lethe.trainer.meter.RunMeters;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checkpoints of one run in their store. Writes one at a time, on a thread of its own, and deletes
 * those that the retention does not keep.
 *
 * <p>A checkpoint that cannot be written does not disturb the run: an alarm is raised until one is
 * written.
 *
 * <p>Thread-safe. Outlives the run's sessions.
 */
final class CheckpointService implements AutoCloseable {
  private static final Duration CLOSE = Duration.ofSeconds(8);
  private static final Duration BEFORE_RECOVERY = Duration.ofSeconds(3);
  private static final Duration BETWEEN_CHECKS = Duration.ofMillis(200);
  private static final Logger LOGGER = LoggerFactory.getLogger(CheckpointService.class);

  private final String run;
  private final CheckpointSettings settings;
  private final CheckpointStore store;
  private final CheckpointVerification verification;
  private final CheckpointWriter writer;
  private final ExecutorService thread;
  private final Duration beforeRecovery;
  private final Semaphore idle = new Semaphore(1);
  private final Queue<StoredCheckpoint> changes = new ConcurrentLinkedQueue<>();
  private volatile StoredCheckpoint newest;

  /**
   * @param store closed by this object
   * @param verifier verifies some checkpoints, if the settings say so
   * @param meters meters of the run
   */
  CheckpointService(
      String run,
      CheckpointSettings settings,
      CheckpointStore store,
      CheckpointVerification.Verifier verifier,
      AlarmBoard board,
      RunMeters meters) {
    this(
        run,
        settings,
        store,
        verifier,
        board,
        meters,
        background("checkpoint-" + run),
        background("verify-" + run),
        BEFORE_RECOVERY);
  }

  /**
   * @param store closed by this object
   * @param verifier verifies some checkpoints, if the settings say so
   * @param meters meters of the run
   * @param thread writes the checkpoints; shut down by this object
   * @param verifying verifies them; shut down by this object
   * @param beforeRecovery maximum time that a recovery waits for a checkpoint that is being written
   */
  CheckpointService(
      String run,
      CheckpointSettings settings,
      CheckpointStore store,
      CheckpointVerification.Verifier verifier,
      AlarmBoard board,
      RunMeters meters,
      ExecutorService thread,
      ExecutorService verifying,
      Duration beforeRecovery) {
    this.run = run;
    this.settings = settings;
    this.store = store;
    this.verification =
        new CheckpointVerification(settings.verifyEvery(), verifier, store, board, verifying);
    this.writer =
        new CheckpointWriter(run, settings, store, verification, board, meters, changes::add);
    this.thread = thread;
    this.beforeRecovery = beforeRecovery;
  }

  /** Returns an executor with one daemon thread of this name. */
  static ExecutorService background(String name) {
    return Executors.newSingleThreadExecutor(
        task -> {
          var daemon = new Thread(task, name);
          daemon.setDaemon(true);
          return daemon;
        });
  }

  CheckpointSettings settings() {
    return settings;
  }

  CheckpointStore store() {
    return store;
  }

  /** Returns true while a checkpoint is written. */
  boolean isBusy() {
    return idle.availablePermits() == 0;
  }

  /**
   * Writes a checkpoint in the background. The service must not be busy.
   *
   * @param header returns the header, given the digest of the state in hex
   * @param state released when it has been written
   * @param forgotten keys of examples; once the state is written, older checkpoints that hold one
   *     of them are deleted
   */
  void write(Function<String, CheckpointHeader> header, PipelineState state, Set<Long> forgotten) {
    if (!idle.tryAcquire()) {
      throw new IllegalStateException(
          "checkpoints of run '%s': got busy, expected idle".formatted(run));
    }
    thread.execute(
        () -> {
          try {
            writer.write(header, state, forgotten).ifPresent(written -> newest = written);
          } finally {
            state.release();
            idle.release();
          }
        });
  }

  /**
   * Announces checkpoints that were written but not announced, because the run was killed or its
   * transaction aborted. If one is being written now, its session will announce it. Drops those of
   * an earlier session that another trainer has announced or deleted meanwhile.
   *
   * @param announced numbers of journal entries in the announced checkpoints
   */
  void announceMissed(Set<Long> announced) {
    if (isBusy()) {
      return;
    }
    try {
      List<CheckpointName> names = store.list(run);
      changes.removeIf(
          each ->
              each.state() == StoredCheckpoint.State.WRITTEN
                  && (announced.contains(each.header().name().entries())
                      || !names.contains(each.header().name())));
      for (CheckpointName name : names) {
        boolean queued = changes.stream().anyMatch(each -> each.header().name().equals(name));
        if (!queued && !announced.contains(name.entries())) {
          stored(name).ifPresent(changes::add);
        }
      }
    } catch (IOException e) {
      LOGGER.atWarn().setCause(e).addKeyValue("run", run).log("could not list the checkpoints");
    }
  }

  /** Returns a checkpoint of the store; empty if it is damaged. */
  private Optional<StoredCheckpoint> stored(CheckpointName name) throws IOException {
    try (InputStream in = store.open(name);
        InputStream again = store.open(name)) {
      return Optional.of(
          new StoredCheckpoint(
              CheckpointFile.verify(in),
              store.location(name),
              again.transferTo(OutputStream.nullOutputStream()),
              StoredCheckpoint.State.WRITTEN,
              null,
              0));
    } catch (CheckpointDamagedException e) {
      LOGGER.atWarn().setCause(e).addKeyValue("checkpoint", name).log("not announced");
      return Optional.empty();
    }
  }

  /** Returns and forgets the checkpoints that were written or deleted since the last call. */
  List<StoredCheckpoint> changes() {
    var newest = new ArrayList<StoredCheckpoint>();
    for (var next = changes.poll(); next != null; next = changes.poll()) {
      newest.add(next);
    }
    return newest;
  }

  /** Returns metrics of the newest checkpoint and of verifications, for health records. */
  Map<String, Double> metrics() {
    var metrics = new HashMap<>(verification.metrics());
    StoredCheckpoint stored = newest;
    if (stored != null) {
      metrics.put("checkpoint.bytes", (double) stored.size());
      metrics.put("checkpoint.write.seconds", stored.nanos() / 1e9);
    }
    return metrics;
  }

  /** Returns true if there are changes. */
  boolean hasChanges() {
    return !changes.isEmpty();
  }

  /** Returns the run's complete checkpoints, newest first. */
  List<CheckpointName> newestFirst() throws IOException {
    var names = new ArrayList<>(store.list(run));
    Collections.reverse(names);
    return names;
  }

  /**
   * Waits a moment for a checkpoint that the lost session was writing: a recovery from it replays
   * less.
   *
   * @param running becomes false when the run is to stop, which ends the wait
   */
  void awaitBeforeRecovery(BooleanSupplier running) {
    long deadline = System.nanoTime() + beforeRecovery.toNanos();
    while (isBusy()
        && System.nanoTime() < deadline
        && !Thread.currentThread().isInterrupted()
        && running.getAsBoolean()) {
      awaitIdle(BETWEEN_CHECKS);
    }
  }

  /**
   * Waits until no checkpoint is being written.
   *
   * @return false if that takes too long
   */
  boolean awaitIdle(Duration time) {
    try {
      if (idle.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
        idle.release();
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  @Override
  public void close() {
    verification.close();
    thread.shutdown();
    if (!awaitIdle(CLOSE)) {
      LOGGER.atWarn().addKeyValue("run", run).log("gave up a checkpoint that was being written");
    }
    store.close();
  }
}
