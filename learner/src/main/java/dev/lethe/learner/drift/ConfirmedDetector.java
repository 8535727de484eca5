package dev.lethe.learner.drift;

import dev.lethe.learner.expression.Part;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Drift detector whose signals must be confirmed. A signal counts if the mean of the values has
 * risen, by the bound of {@link Adwin} with δ = 0.002, at most {@value #PATIENCE} values after it.
 * So a false alarm of a detector has no effect.
 *
 * <p>When the mean falls, the detector starts afresh: the errors of a model that adapts fall, and
 * the earlier errors must not hide the next rise.
 */
public final class ConfirmedDetector implements Stateful {
  private static final int PATIENCE = 100;

  /**
   * Settings that also detect changes to which a model adapts within some 20 errors. Alone they
   * would raise many false alarms. All other detectors keep their published settings.
   */
  private static final Map<String, String> SENSITIVE =
      Map.of(
          "adwin", "adwin(delta=0.05,clock=8)",
          "hddm-a", "hddm-a(drift=0.05,warning=0.1)",
          "ddm", "ddm(drift=2)",
          "eddm", "eddm(errors=10)",
          "page-hinkley", "page-hinkley(lambda=10)",
          "kswin", "kswin(alpha=0.02)");

  private final Part part;
  private final UniformRandomProvider random;
  private final Level level = new Level();
  private DriftDetector detector;
  private int patience;

  /**
   * Creates a detector.
   *
   * @param name name of a detector in {@link Detectors#NAMES}
   * @param random source for detectors that sample
   */
  public ConfirmedDetector(String name, UniformRandomProvider random) {
    this.part = Detectors.parse(SENSITIVE.getOrDefault(name, name));
    this.random = random;
    this.detector = Detectors.create(part, random);
  }

  /**
   * Adds the next value. Returns true if it confirms a signal. Unless another detector is created
   * then, the next values confirm the same signal.
   *
   * @param value value in [0, 1], larger is worse
   */
  public boolean confirmsDriftAt(double value) {
    boolean signals = detector.add(value) == DriftSignal.DRIFT;
    if (level.fallsAfter(value)) {
      detector = Detectors.create(part, random);
      patience = 0;
      return false;
    }
    patience = signals ? PATIENCE : Math.max(0, patience - 1);
    return patience > 0 && level.hasRisen();
  }

  /** Returns the mean of the values before they rose; 0 if they have not. */
  public double meanBeforeRise() {
    return level.meanBeforeRise();
  }

  @Override
  public void save(StateWriter out) {
    detector.save(out.put(patience));
    level.save(out);
  }

  @Override
  public void restore(StateReader in) {
    patience = in.getInt();
    detector.restore(in);
    level.restore(in);
  }
}
