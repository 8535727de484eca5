package dev.lethe.trainer.checkpoint;

import java.time.Duration;
import java.util.Optional;

/**
 * Decides when a run takes a checkpoint.
 *
 * <p>A recovery loads the newest checkpoint and repeats the work done since. So the work since the
 * newest checkpoint, measured while the run learns, is bounded by what the target for a recovery
 * leaves after loading. The cost of checkpoints is bounded too: large states are saved less often.
 *
 * <p>All times are nanoseconds of a monotonic clock. Owned by one thread.
 */
public final class CheckpointClock {
  /** Time for connecting to Kafka and the registry, reading the run and finding the journal. */
  private static final long START_NANOS = Duration.ofMillis(1500).toNanos();

  /** A replay may be this much slower than learning was, for example on a busy machine. */
  private static final int RESERVE = 2;

  private static final long MIN_INTERVAL_NANOS = Duration.ofMillis(200).toNanos();

  /** Work between checkpoints, in multiples of the time for which a checkpoint stops it. */
  private static final int STALL_SHARE = 50;

  /**
   * Work between checkpoints, in multiples of the time that the background spends on one. Writing
   * competes with learning where cores are few, but the target for a recovery comes first.
   */
  private static final int WRITE_SHARE = 8;

  /**
   * The same before a checkpoint for the end of a window. With {@link #STALL_SHARE}, windows of any
   * length cost at most 5 % of the throughput.
   */
  private static final int WINDOW_WRITE_SHARE = 40;

  private final long targetNanos;
  private final int everySteps;
  private long busyNanos;
  private long loadNanos;
  private long stallNanos;
  private long writeNanos;
  private int window;
  private long step;

  /**
   * @param window newest task window of the run, -1 for none
   * @param step learning steps completed
   */
  public CheckpointClock(CheckpointSettings settings, int window, long step) {
    this.targetNanos = settings.recoveryTarget().toNanos();
    this.everySteps = settings.everySteps();
    this.window = window;
    this.step = step;
  }

  /** Counts work that a recovery would have to repeat. */
  public void worked(long nanos) {
    busyNanos += nanos;
  }

  /** Records how long it took to load a checkpoint. */
  public void loaded(long nanos) {
    loadNanos = nanos;
  }

  /**
   * Returns the reason for a checkpoint now, or empty if none is due.
   *
   * @param newestWindow newest task window
   * @param completed learning steps completed
   */
  public Optional<CheckpointReason> due(int newestWindow, long completed) {
    if (everySteps > 0 && completed - step >= everySteps) {
      return Optional.of(CheckpointReason.INTERVAL);
    }
    if (newestWindow != window && busyNanos >= costNanos(WINDOW_WRITE_SHARE)) {
      return Optional.of(CheckpointReason.WINDOW);
    }
    return busyNanos >= Math.max(intervalNanos(), costNanos(WRITE_SHARE))
        ? Optional.of(CheckpointReason.INTERVAL)
        : Optional.empty();
  }

  /** Returns the work between two checkpoints of a window. */
  long intervalNanos() {
    long load = Math.max(loadNanos, writeNanos);
    return Math.max(MIN_INTERVAL_NANOS, (targetNanos - START_NANOS - load) / RESERVE);
  }

  private long costNanos(int writeShare) {
    return Math.max(MIN_INTERVAL_NANOS, STALL_SHARE * stallNanos + writeShare * writeNanos);
  }

  /**
   * Records that a checkpoint was taken.
   *
   * @param newestWindow newest task window
   * @param completed learning steps completed
   * @param nanos time for which learning stopped
   */
  public void taken(int newestWindow, long completed, long nanos) {
    busyNanos = 0;
    step = completed;
    window = newestWindow;
    stallNanos = nanos;
  }

  /** Records how long the background took to write a checkpoint. */
  public void written(long nanos) {
    writeNanos = nanos;
  }
}
