package dev.lethe.learner.plasticity;

import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.window.DriftMonitor;

/**
 * Fires when a drift detector fires on the fresh rows of a step. Then the detector starts afresh,
 * and the trigger does not fire on the next {@value #PAUSE} rows: the errors after a reset are its
 * effect and no further change.
 */
final class DriftTrigger implements Trigger {
  private static final int PAUSE = 500;

  private final DriftMonitor monitor;
  private int pause;

  DriftTrigger(DriftMonitor monitor) {
    this.monitor = monitor;
  }

  @Override
  public boolean firesAfter(Step step) {
    boolean fires = monitor.detectsDrift(step) && pause <= 0;
    pause = Math.max(0, pause - step.fresh());
    if (fires) {
      monitor.restart();
      pause = PAUSE;
    }
    return fires;
  }

  @Override
  public void save(StateWriter out) {
    out.put(pause);
    monitor.save(out);
  }

  @Override
  public void restore(StateReader in) {
    pause = in.getInt();
    monitor.restore(in);
  }
}
