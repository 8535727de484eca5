package dev.lethe.learner.window;

import dev.lethe.learner.drift.ConfirmedDetector;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Features;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Feeds drift detectors with the fresh rows of every step in stream order, one detector per {@link
 * MonitoredValue}. It uses the forward pass of the step, so its input does not depend on
 * predictions made between steps. After a drift, it starts afresh.
 */
public final class DriftMonitor implements Stateful {
  private final String detector;
  private final MonitoredValue value;
  private final UniformRandomProvider random;
  private final FeatureShift shift = new FeatureShift();
  private final List<ConfirmedDetector> detectors = new ArrayList<>();

  /**
   * Creates a monitor.
   *
   * @param detector name of the detector
   * @param value value of each example to monitor
   * @param random source for detectors that sample
   */
  public DriftMonitor(String detector, MonitoredValue value, UniformRandomProvider random) {
    this.detector = detector;
    this.value = value;
    this.random = random;
    restart();
  }

  /** Forgets all values, so that no change is found twice. */
  public void restart() {
    shift.restart();
    detectors.clear();
    for (int i = 0; i < (value == MonitoredValue.FEATURES ? FeatureShift.VALUES : 1); i++) {
      detectors.add(new ConfirmedDetector(detector, random));
    }
  }

  /** Adds all fresh rows of a step. Returns true if one of them confirms a drift. */
  public boolean detectsDrift(Step step) {
    boolean drift = false;
    for (int row = 0; row < step.fresh(); row++) {
      drift |= add(value.of(step, row, shift));
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
    return add(shift.add(row, 0, row.length));
  }

  private boolean add(List<Double> values) {
    boolean drift = false;
    for (int i = 0; i < values.size(); i++) {
      drift |= detectors.get(i).confirmsDriftAt(values.get(i));
    }
    if (drift) {
      restart();
    }
    return drift;
  }

  @Override
  public void save(StateWriter out) {
    shift.save(out);
    detectors.forEach(each -> each.save(out));
  }

  @Override
  public void restore(StateReader in) {
    shift.restore(in);
    detectors.forEach(each -> each.restore(in));
  }
}
