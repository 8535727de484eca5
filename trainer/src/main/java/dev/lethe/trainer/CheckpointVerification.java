package dev.lethe.trainer;

import dev.lethe.learner.stream.Alarm;
import dev.lethe.trainer.alarm.AlarmBoard;
import dev.lethe.trainer.checkpoint.CheckpointDamagedException;
import dev.lethe.trainer.checkpoint.CheckpointHeader;
import dev.lethe.trainer.checkpoint.CheckpointName;
import dev.lethe.trainer.checkpoint.CheckpointStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies every so many checkpoints of a run, one at a time, on a thread of its own.
 *
 * <p>Thread-safe.
 */
final class CheckpointVerification implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(CheckpointVerification.class);

  /** Computes the state of a checkpoint anew. */
  @FunctionalInterface
  interface Verifier {
    /**
     * Returns the digest of the state that the run should have had, in hex.
     *
     * @param previous an earlier checkpoint, from which it is computed
     * @throws CheckpointDamagedException if one of the checkpoints is damaged
     * @throws IOException if one of them cannot be read now, or was deleted
     */
    String digest(CheckpointStore store, CheckpointHeader checkpoint, CheckpointName previous)
        throws IOException;
  }

  private final int every;
  private final Verifier verifier;
  private final CheckpointStore store;
  private final AlarmBoard board;
  private final ExecutorService thread;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicLong verified = new AtomicLong();
  private final AtomicLong differing = new AtomicLong();
  private CheckpointName previous;
  private long written;

  /**
   * @param every number of checkpoints from one verification to the next; 0 verifies none
   * @param thread verifies the checkpoints; shut down by this object
   */
  CheckpointVerification(
      int every,
      Verifier verifier,
      CheckpointStore store,
      AlarmBoard board,
      ExecutorService thread) {
    this.every = every;
    this.verifier = verifier;
    this.store = store;
    this.board = board;
    this.thread = thread;
  }

  /**
   * Notes a checkpoint that was written, and verifies it if it is its turn and no verification is
   * running.
   *
   * @param changes receives the result, on another thread
   */
  synchronized void written(StoredCheckpoint checkpoint, Consumer<StoredCheckpoint> changes) {
    CheckpointName from = previous;
    previous = checkpoint.header().name();
    written++;
    if (every == 0 || written % every != 0 || from == null || !busy.compareAndSet(false, true)) {
      return;
    }
    thread.execute(
        () -> {
          try {
            verify(checkpoint, from, changes);
          } finally {
            busy.set(false);
          }
        });
  }

  private void verify(
      StoredCheckpoint checkpoint, CheckpointName from, Consumer<StoredCheckpoint> changes) {
    CheckpointName name = checkpoint.header().name();
    try {
      String digest = verifier.digest(store, checkpoint.header(), from);
      if (digest.equals(checkpoint.header().digest())) {
        verified.incrementAndGet();
        changes.accept(checkpoint.with(StoredCheckpoint.State.VERIFIED, null));
        return;
      }
      report(
          checkpoint,
          "a replay from checkpoint %s gave digest %s, expected %s"
              .formatted(from, digest, checkpoint.header().digest()),
          changes);
    } catch (CheckpointDamagedException e) {
      report(checkpoint, e.getMessage(), changes);
    } catch (IOException | RuntimeException e) {
      // No verdict: the store, Kafka or the registry did not answer, the run is closing, the
      // previous checkpoint was deleted, or records have expired.
      LOGGER.atWarn().setCause(e).addKeyValue("checkpoint", name).log("could not verify");
    }
  }

  private void report(
      StoredCheckpoint checkpoint, String reason, Consumer<StoredCheckpoint> changes) {
    differing.incrementAndGet();
    changes.accept(checkpoint.with(StoredCheckpoint.State.DAMAGED, reason));
    board.replace(
        "verification",
        List.of(
            new Alarm(
                "checkpoint.differs",
                "Checkpoint %s is not what the run computed: %s. Compare versions and machine, and start the run anew if the difference remains."
                    .formatted(checkpoint.location(), reason))));
  }

  /** Returns counts of verified checkpoints, for health records. */
  Map<String, Double> metrics() {
    return every == 0
        ? Map.of()
        : Map.of(
            "checkpoints.verified", (double) verified.get(),
            "checkpoints.differing", (double) differing.get());
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
