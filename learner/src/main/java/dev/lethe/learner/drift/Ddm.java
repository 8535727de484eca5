package dev.lethe.learner.drift;

import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;

/**
 * The drift detection method (Gama et al., "Learning with drift detection", SBIA 2004): compares
 * the error rate with the lowest that it has had.
 *
 * <pre>
 *   p = mean of the n values so far      s = √(p (1 − p) / n)
 *   DRIFT    if p + s &gt; p_min + drift · s_min          from the min-th value on
 *   WARNING  if p + s &gt; p_min + warning · s_min
 * </pre>
 *
 * where p_min and s_min are those of the least p + s. It is slow after a long quiet time, and at
 * low error rates has many false alarms: after {@code min} values without an error, the first error
 * is one.
 */
public final class Ddm implements DriftDetector {
  /** {@code ddm(min=30, warning=2, drift=3)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "ddm",
          "detector",
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
  private double meanAtLeast;
  private double deviationAtLeast;

  /**
   * @param part of {@link #DEFINITION}
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
    meanAtLeast = Double.POSITIVE_INFINITY;
    deviationAtLeast = 0;
  }

  @Override
  public DriftSignal add(double value) {
    DriftDetector.checked(value);
    count++;
    mean += (value - mean) / count;
    // min counts the value to come, as the published counts do: the first test is at the min-1-th
    if (count + 1 < min) {
      return DriftSignal.STABLE;
    }
    double deviation = StrictMath.sqrt(mean * (1 - mean) / count);
    if (mean + deviation <= meanAtLeast + deviationAtLeast) {
      meanAtLeast = mean;
      deviationAtLeast = deviation;
    }
    if (mean + deviation > meanAtLeast + drift * deviationAtLeast) {
      reset();
      return DriftSignal.DRIFT;
    }
    return mean + deviation > meanAtLeast + warning * deviationAtLeast
        ? DriftSignal.WARNING
        : DriftSignal.STABLE;
  }

  @Override
  public void save(StateWriter out) {
    out.put(settings).put(count).put(mean).put(meanAtLeast).put(deviationAtLeast);
  }

  @Override
  public void restore(StateReader in) {
    in.expect("detector", settings);
    count = in.getLong();
    mean = in.getDouble();
    meanAtLeast = in.getDouble();
    deviationAtLeast = in.getDouble();
  }
}
