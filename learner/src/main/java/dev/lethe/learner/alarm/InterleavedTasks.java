package dev.lethe.learner.alarm;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.stream.Alarm;
import java.util.Optional;

/**
 * Raises {@code tasks.interleaved} at the tenth window in a row that is very short because the next
 * task came. Clears when a window is longer.
 */
final class InterleavedTasks implements Detector {
  private static final int WINDOWS = 10;

  private final boolean byTask;
  private final int longEnough;
  private int shortWindows;

  /**
   * @param byTask true if windows end when another task comes; otherwise never raises the alarm
   * @param batchSize fresh examples per step
   */
  InterleavedTasks(boolean byTask, int batchSize) {
    this.byTask = byTask;
    this.longEnough = Math.max(WINDOWS, batchSize);
  }

  /** Adds a LEARN example, the n-th of its window. */
  void add(long examples) {
    if (examples >= longEnough) {
      shortWindows = 0;
    }
  }

  void windowClosed(long examples) {
    if (byTask && examples < longEnough) {
      shortWindows++;
    }
  }

  @Override
  public Optional<Alarm> alarm() {
    if (shortWindows < WINDOWS) {
      return Optional.empty();
    }
    return Optional.of(
        new Alarm(
            "tasks.interleaved",
            ("%d windows or more in a row had fewer than %d examples, because tasks alternate in"
                    + " the stream: send the examples of a task together, or use --windows"
                    + " 'count(n=1000)', whose windows may contain several tasks.")
                .formatted(WINDOWS, longEnough)));
  }

  @Override
  public void save(StateWriter out) {
    out.put(shortWindows);
  }

  @Override
  public void restore(StateReader in) {
    shortWindows = in.getInt();
  }
}
