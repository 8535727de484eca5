package dev.lethe.learner.window;

import dev.lethe.learner.drift.DriftDetector;
import dev.lethe.learner.drift.DriftSignal;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;

/**
 * A detector that watches what is learnt: the fresh rows of every step, in stream order, with the
 * step's own forward pass, so that it sees the same whatever was predicted in between.
 */
public final class DriftWatch implements Stateful {
  private final DriftDetector detector;
  private final WatchedValue on;

  DriftWatch(DriftDetector detector, WatchedValue on) {
    this.detector = detector;
    this.on = on;
  }

  /** Whether one of the step's fresh rows gives alarm. All of them are looked at. */
  boolean alarms(Step step) {
    boolean alarm = false;
    for (int row = 0; row < step.fresh(); row++) {
      alarm |= detector.add(on.of(step, row)) == DriftSignal.DRIFT;
    }
    return alarm;
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
