package dev.lethe.learner.window;

import dev.lethe.learner.drift.Detectors;
import dev.lethe.learner.drift.DriftDetector;
import dev.lethe.learner.drift.DriftSignal;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Features;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Feeds a drift detector with the fresh rows of every step in stream order. It uses the forward
 * pass of the step, so its input does not depend on predictions made between steps.
 *
 * <p>Errors and losses drift when they rise. Features drift when they rise or fall: a second
 * detector then gets 1 − value.
 */
public final class DriftMonitor implements Stateful {
  private final Part detector;
  private final MonitoredValue value;
  private final UniformRandomProvider random;
  private final List<DriftDetector> detectors = new ArrayList<>();

  /**
   * Creates a monitor.
   *
   * @param detector detector expression
   * @param value value of each example to monitor
   * @param random source for detectors that sample
   */
  public DriftMonitor(Part detector, MonitoredValue value, UniformRandomProvider random) {
    this.detector = value.drifts(detector);
    this.value = value;
    this.random = random;
    restart();
  }

  /** Forgets all values. Call it after a cut or a reset, so that one change is not found twice. */
  public void restart() {
    detectors.clear();
    for (int i = 0; i < (value.isTwoSided() ? 2 : 1); i++) {
      detectors.add(Detectors.create(detector, random));
    }
  }

  /** Adds all fresh rows of a step. Returns true if the detector signals drift at any of them. */
  public boolean detectsDrift(Step step) {
    boolean drift = false;
    for (int row = 0; row < step.fresh(); row++) {
      drift |= add(value.of(step, row));
    }
    return drift;
  }

  /**
   * Adds an unlabelled example if the monitored value needs no label. Returns true if the detector
   * signals drift at it.
   */
  public boolean detectsDrift(Features features) {
    return value.isTwoSided() && add(MonitoredValue.ofFeatures(features));
  }

  private boolean add(double next) {
    boolean drift = detectors.get(0).add(next) == DriftSignal.DRIFT;
    if (detectors.size() > 1) {
      drift |= detectors.get(1).add(1 - next) == DriftSignal.DRIFT;
    }
    return drift;
  }

  @Override
  public void save(StateWriter out) {
    detectors.forEach(each -> each.save(out));
  }

  @Override
  public void restore(StateReader in) {
    detectors.forEach(each -> each.restore(in));
  }
}
