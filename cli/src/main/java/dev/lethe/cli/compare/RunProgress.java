package dev.lethe.cli.compare;

import dev.lethe.compare.plan.ComparisonDirectory.Finished;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Reports runs as they end, with an estimate of the time left. Thread-safe. */
public final class RunProgress {
  private final int total;
  private final int before;
  private final Consumer<String> console;
  private final LongSupplier nanoTime;
  private final long startedAt;
  private int ended;

  /**
   * @param total number of runs
   * @param before number of runs that have ended in earlier commands
   * @param console receives a line per run
   * @param nanoTime clock, in nanoseconds
   */
  public RunProgress(int total, int before, Consumer<String> console, LongSupplier nanoTime) {
    this.total = total;
    this.before = before;
    this.ended = before;
    this.console = console;
    this.nanoTime = nanoTime;
    this.startedAt = nanoTime.getAsLong();
  }

  /** Reports a run that has finished or failed. */
  public synchronized void ended(Finished run) {
    ended++;
    long nanos = (nanoTime.getAsLong() - startedAt) / (ended - before) * (total - ended);
    String left = ended == total ? "" : ", about %s left".formatted(text(Duration.ofNanos(nanos)));
    console.accept(
        "%s (%d of %d%s)".formatted(ComparisonTable.line(run.result()), ended, total, left));
  }

  private static String text(Duration time) {
    return time.toMinutes() < 2
        ? "%d s".formatted(time.toSeconds())
        : "%d min".formatted(time.toMinutes());
  }
}
