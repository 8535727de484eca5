package dev.lethe.learner.drift;

import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;

/**
 * HDDM with averages (Frías-Blanco et al., "Online and non-parametric drift detection methods based
 * on Hoeffding's bounds", 2015). Compares the mean of all values since the last reset with the mean
 * up to the cut. The cut is the position with the lowest upper confidence bound of the mean.
 *
 * <pre>
 *   cut: the n that minimises  c/n + ε(n)        ε(n) = √(ln(1/drift) / 2n),  c = sum of n values
 *   increase if  c/n − c_cut/n_cut ≥ √(m/2 · ln(2/δ))      m = (n − n_cut) / (n_cut n)
 * </pre>
 *
 * with δ = {@code drift} for DRIFT and δ = {@code warning} for WARNING. A decrease is detected in
 * the same way, from the cut that maximises c/n − ε(n). It signals nothing but resets the detector,
 * so that the earlier, higher mean does not hide the next increase.
 */
public final class HddmA implements DriftDetector {
  /** {@code hddm-a(drift=0.001, warning=0.005)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "hddm-a",
          KIND,
          "Compares averages of the values before and after a cut.",
          "Frías-Blanco et al., Online and non-parametric drift detection methods based on Hoeffding's bounds, 2015",
          List.of(
              new Key("drift", new Domain.Real(0, false, 1, false), "0.001"),
              new Key("warning", new Domain.Real(0, false, 1, false), "0.005")));

  private final String settings;
  private final double drift;
  private final double warning;
  private long count;
  private double sum;
  private long lowCount;
  private double lowSum;
  private long highCount;
  private double highSum;

  /**
   * Creates the detector.
   *
   * @param part parsed {@link #DEFINITION}
   */
  public HddmA(Part part) {
    this.settings = part.toString();
    this.drift = part.real("drift");
    this.warning = part.real("warning");
    if (drift > warning) {
      throw new IllegalArgumentException(
          "hddm-a.drift: got '" + drift + "', expected at most warning, " + warning);
    }
  }

  private void reset() {
    count = 0;
    sum = 0;
    lowCount = 0;
    lowSum = 0;
    highCount = 0;
    highSum = 0;
  }

  @Override
  public DriftSignal add(double value) {
    DriftDetector.requireInRange(value);
    count++;
    sum += value;
    double bound = bound(count);
    if (lowCount == 0 || lowSum / lowCount + bound(lowCount) >= sum / count + bound) {
      lowCount = count;
      lowSum = sum;
    }
    if (highCount == 0 || highSum / highCount - bound(highCount) <= sum / count - bound) {
      highCount = count;
      highSum = sum;
    }
    double increase = sum / count - lowSum / lowCount;
    if (lowCount < count && increase >= difference(lowCount, drift)) {
      reset();
      return DriftSignal.DRIFT;
    }
    DriftSignal signal =
        lowCount < count && increase >= difference(lowCount, warning)
            ? DriftSignal.WARNING
            : DriftSignal.STABLE;
    double decrease = highSum / highCount - sum / count;
    if (highCount < count && decrease >= difference(highCount, drift)) {
      reset();
    }
    return signal;
  }

  private double bound(long n) {
    return StrictMath.sqrt(StrictMath.log(1 / drift) / (2.0 * n));
  }

  private double difference(long cut, double confidence) {
    double m = (double) (count - cut) / cut / count;
    return StrictMath.sqrt(m / 2 * StrictMath.log(2 / confidence));
  }

  @Override
  public void save(StateWriter out) {
    out.put(settings).put(count).put(sum);
    out.put(lowCount).put(lowSum).put(highCount).put(highSum);
  }

  @Override
  public void restore(StateReader in) {
    in.expect("detector", settings);
    count = in.getLong();
    sum = in.getDouble();
    lowCount = in.getLong();
    lowSum = in.getDouble();
    highCount = in.getLong();
    highSum = in.getDouble();
  }
}
