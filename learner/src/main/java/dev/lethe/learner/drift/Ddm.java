package dev.lethe.learner.drift;

import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;

/**
 * DDM, the drift detection method (Gama et al., "Learning with drift detection", SBIA 2004).
 * Compares the error rate with its minimum so far.
 *
 * <pre>
 *   p = mean of the n values so far      s = √(p (1 − p) / n)
 *   DRIFT    if p + s &gt; p_min + drift · s_min          from the min-th value on
 *   WARNING  if p + s &gt; p_min + warning · s_min
 * </pre>
 *
 * where p_min and s_min are p and s at the minimum of p + s. DDM reacts slowly after a long stable
 * period. At low error rates it raises many false alarms: after {@code min} values without an
 * error, the first error signals drift.
 */
public final class Ddm implements DriftDetector {
  /** {@code ddm(min=30, warning=2, drift=3)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "ddm",
          KIND,
          "Compares the error rate with its minimum so far.",
          "Gama et al., Learning with drift detection, SBIA 2004",
          List.of(
              new Key("min", new Domain.Whole(1, Integer.MAX_VALUE), "30"),
              new Key("warning", new Domain.Real(0, false, 1000, true), "2"),
              new Key("drift", new Domain.Real(0, false, 1000, true), "3")));

  private final String settings;
  private final int min;
  private final double warning;
  private final double drift;
  private long count;
  private double mean;
  private double meanAtMin;
  private double deviationAtMin;

  /**
   * Creates the detector.
   *
   * @param part parsed {@link #DEFINITION}
   */
  public Ddm(Part part) {
    this.settings = part.toString();
    this.min = part.whole("min");
    this.warning = part.real("warning");
    this.drift = part.real("drift");
    if (warning > drift) {
      throw new IllegalArgumentException(
          "ddm.warning: got '" + warning + "', expected at most drift, " + drift);
    }
    reset();
  }

  private void reset() {
    count = 0;
    mean = 0;
    meanAtMin = Double.POSITIVE_INFINITY;
    deviationAtMin = 0;
  }

  @Override
  public DriftSignal add(double value) {
    DriftDetector.requireInRange(value);
    count++;
    mean += (value - mean) / count;
    // min includes the next value, as in MOA: the first test runs at value min - 1
    if (count + 1 < min) {
      return DriftSignal.STABLE;
    }
    double deviation = StrictMath.sqrt(mean * (1 - mean) / count);
    if (mean + deviation <= meanAtMin + deviationAtMin) {
      meanAtMin = mean;
      deviationAtMin = deviation;
    }
    if (mean + deviation > meanAtMin + drift * deviationAtMin) {
      reset();
      return DriftSignal.DRIFT;
    }
    return mean + deviation > meanAtMin + warning * deviationAtMin
        ? DriftSignal.WARNING
        : DriftSignal.STABLE;
  }

  @Override
  public void save(StateWriter out) {
    out.put(settings).put(count).put(mean).put(meanAtMin).put(deviationAtMin);
  }

  @Override
  public void restore(StateReader in) {
    in.expect("detector", settings);
    count = in.getLong();
    mean = in.getDouble();
    meanAtMin = in.getDouble();
    deviationAtMin = in.getDouble();
  }
}
