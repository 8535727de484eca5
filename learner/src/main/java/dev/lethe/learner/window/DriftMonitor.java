package dev.lethe.learner.window;

import dev.lethe.learner.drift.DriftDetector;
import dev.lethe.learner.drift.DriftSignal;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;

/**
 * Feeds a drift detector with the fresh rows of every step in stream order. It uses the forward
 * pass of the step, so its input does not depend on predictions made between steps.
 */
public final class DriftMonitor implements Stateful {
  private final DriftDetector detector;
  private final MonitoredValue value;

  public DriftMonitor(DriftDetector detector, MonitoredValue value) {
    this.detector = detector;
    this.value = value;
  }

  /** Adds all fresh rows of a step. Returns true if the detector signals drift at any of them. */
  public boolean detectsDrift(Step step) {
    boolean drift = false;
    for (int row = 0; row < step.fresh(); row++) {
      drift |= detector.add(value.of(step, row)) == DriftSignal.DRIFT;
    }
    return drift;
  }

  @Override
  public void save(StateWriter out) {
    detector.save(out);
  }

  @Override
  public void restore(StateReader in) {
    detector.restore(in);
  }
}
