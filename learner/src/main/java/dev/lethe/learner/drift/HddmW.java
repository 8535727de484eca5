package dev.lethe.learner.drift;

import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;

/**
 * HDDM with weighted averages (Frías-Blanco et al., 2015; bounds of McDiarmid). Compares an
 * exponentially weighted mean of the values up to a cut with one of the values after the cut.
 *
 * <pre>
 *   w ← λ x + (1 − λ) w,   v ← λ² + (1 − λ)² v       w = x, v = 1 at the first x of a mean
 *   cut: minimises  w + b(v, drift)                  b(v, δ) = √(v ln(1/δ) / 2)
 *   increase if  w_after − w_cut &gt; b(v_cut + v_after, δ)
 * </pre>
 *
 * with δ = {@code drift} for DRIFT and δ = {@code warning} for WARNING. A decrease moves the cut.
 */
public final class HddmW implements DriftDetector {
  /** {@code hddm-w(drift=0.001, warning=0.005, lambda=λ)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "hddm-w",
          KIND,
          "Compares weighted averages of the values before and after a cut.",
          "Frías-Blanco et al., Online and non-parametric drift detection methods based on Hoeffding's bounds, 2015",
          List.of(
              new Key("drift", new Domain.Real(0, false, 1, false), "0.001"),
              new Key("warning", new Domain.Real(0, false, 1, false), "0.005"),
              new Key("lambda", new Domain.Real(0, false, 1, true), "0.05")));

  private final String settings;
  private final double drift;
  private final double warning;
  private final double lambda;
  private final Mean all = new Mean();
  private final Mean cut = new Mean();
  private final Mean after = new Mean();

  /**
   * Creates the detector.
   *
   * @param part parsed {@link #DEFINITION}
   */
  public HddmW(Part part) {
    this.settings = part.toString();
    this.drift = part.real("drift");
    this.warning = part.real("warning");
    this.lambda = part.real("lambda");
    if (drift > warning) {
      throw new IllegalArgumentException(
          "hddm-w.drift: got '" + drift + "', expected at most warning, " + warning);
    }
  }

  /** Exponentially weighted mean and the sum of its squared weights; both are 0 without values. */
  private static final class Mean {
    private double value;
    private double weights;

    boolean empty() {
      return weights == 0;
    }

    void set(double newValue, double newWeights) {
      value = newValue;
      weights = newWeights;
    }

    void add(double x, double lambda) {
      double keep = 1 - lambda;
      set(
          empty() ? x : lambda * x + keep * value,
          empty() ? 1 : lambda * lambda + keep * keep * weights);
    }
  }

  private List<Mean> means() {
    return List.of(all, cut, after);
  }

  private void reset() {
    means().forEach(mean -> mean.set(0, 0));
  }

  @Override
  public DriftSignal add(double value) {
    DriftDetector.requireInRange(value);
    all.add(value, lambda);
    if (cut.empty()
        || all.value + bound(all.weights, drift) < cut.value + bound(cut.weights, drift)) {
      cut.set(all.value, all.weights);
      after.set(0, 0);
    } else {
      after.add(value, lambda);
    }
    if (increased(drift)) {
      reset();
      return DriftSignal.DRIFT;
    }
    return increased(warning) ? DriftSignal.WARNING : DriftSignal.STABLE;
  }

  private boolean increased(double confidence) {
    return !after.empty()
        && after.value - cut.value > bound(cut.weights + after.weights, confidence);
  }

  private static double bound(double weights, double confidence) {
    return StrictMath.sqrt(weights * StrictMath.log(1 / confidence) / 2);
  }

  @Override
  public void save(StateWriter out) {
    out.put(settings);
    means().forEach(mean -> out.put(mean.value).put(mean.weights));
  }

  @Override
  public void restore(StateReader in) {
    in.expect("detector", settings);
    means().forEach(mean -> mean.set(in.getDouble(), in.getDouble()));
  }
}
