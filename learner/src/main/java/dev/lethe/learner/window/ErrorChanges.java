package dev.lethe.learner.window;

import dev.lethe.learner.drift.ConfirmedDetector;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Detects changes by the errors of a model, which rise and then fall again, because the model
 * adapts. So a change is over when the errors are back at their level before it ({@link Recovery}).
 *
 * <p>If they are not back after {@value ChangeDetector#MAX_WAIT} values, the model keeps its new
 * level, and later errors are compared with this one. But if they rose abruptly while the change
 * went on, and are still high, another change came in this time, and is detected now.
 */
final class ErrorChanges implements ChangeDetector {
  private final String name;
  private final UniformRandomProvider random;
  private final Recovery recovery = new Recovery(MAX_WAIT);
  private ConfirmedDetector detector;

  /**
   * Creates a detector of changes.
   *
   * @param name name of a drift detector
   * @param random source for detectors that sample
   */
  ErrorChanges(String name, UniformRandomProvider random) {
    this.name = name;
    this.random = random;
    restart();
  }

  @Override
  public void restart() {
    detector = new ConfirmedDetector(name, random);
  }

  @Override
  public boolean detectsChangeAt(List<Double> values) {
    double value = values.get(0);
    if (!recovery.isAwaited()) {
      return detector.confirmsDriftAt(value) && begin(detector.meanBeforeRise());
    }
    if (!recovery.endsAt(value)) {
      return false;
    }
    if (recovery.hasRisenAgain()) {
      return begin(recovery.meanBeforeRise());
    }
    restart();
    return false;
  }

  private boolean begin(double before) {
    recovery.await(before);
    restart();
    return true;
  }

  @Override
  public void save(StateWriter out) {
    recovery.save(out);
    detector.save(out);
  }

  @Override
  public void restore(StateReader in) {
    recovery.restore(in);
    detector.restore(in);
  }
}
