package dev.lethe.learner.window;

import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Features;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Feeds drift detectors with the fresh rows of every step in stream order, one detector per {@link
 * MonitoredValue}. It uses the forward pass of the step, so its input does not depend on
 * predictions made between steps. One change causes one drift, however long it goes on.
 */
public final class DriftMonitor implements Stateful {
  private final MonitoredValue value;
  private final FeatureBlocks blocks = new FeatureBlocks();
  private final FeatureShift shift = new FeatureShift(blocks);
  private final ChangeDetector detector;

  /**
   * Creates a monitor.
   *
   * @param detector name of the detector
   * @param value value of each example to monitor
   * @param random source for detectors that sample
   */
  public DriftMonitor(String detector, MonitoredValue value, UniformRandomProvider random) {
    this.value = value;
    this.detector =
        value == MonitoredValue.FEATURES
            ? new FeatureChanges(shift, blocks, detector, random)
            : new ErrorChanges(detector, random);
  }

  /** Forgets all values, but not that a change goes on, which is not to be found twice. */
  public void restart() {
    detector.restart();
  }

  /** Adds all fresh rows of a step. Returns true if one of them confirms a drift. */
  public boolean detectsDrift(Step step) {
    boolean drift = false;
    for (int row = 0; row < step.fresh(); row++) {
      drift |= detector.detectsChangeAt(value.of(step, row, shift));
    }
    return drift;
  }

  /**
   * Adds an unlabelled example if the monitored value needs no label. Returns true if the example
   * confirms a drift.
   */
  public boolean detectsDrift(Features features) {
    if (value != MonitoredValue.FEATURES) {
      return false;
    }
    float[] row = new float[features.size()];
    features.copyTo(row, 0);
    return detector.detectsChangeAt(shift.add(row, 0, row.length));
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
