package dev.lethe.learner.plasticity;

import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.window.DriftMonitor;

/** Fires when a drift detector fires on the fresh rows of a step. */
record DriftTrigger(DriftMonitor monitor) implements Trigger {
  @Override
  public boolean firesAfter(Step step) {
    return monitor.detectsDrift(step);
  }

  @Override
  public void save(StateWriter out) {
    monitor.save(out);
  }

  @Override
  public void restore(StateReader in) {
    monitor.restore(in);
  }
}
