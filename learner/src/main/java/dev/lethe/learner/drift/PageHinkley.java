package dev.lethe.learner.drift;

import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;

/**
 * Page-Hinkley test (Page, "Continuous inspection schemes", 1954) with a forgetting factor α. Sums
 * the deviations of the values above their mean.
 *
 * <pre>
 *   plain:    u ← α u + (x − x̄ − δ)                x̄ = mean of the n values so far, including x
 *   clamped:  u ← max(0, α u + (x − x̄ − δ))
 *   DRIFT if u &gt; λ and n ≥ min
 * </pre>
 *
 * <p>Libraries use this name for two detectors: MOA implements the plain form, River the clamped
 * form. In a stable period the plain form falls towards −δ/(1 − α) and must first recover from it.
 * The clamped form does not fall below 0 and reacts faster. On 0/1 errors its delay is about λ
 * divided by the increase of the error rate, so use λ of 10 to 25 instead of the published 50.
 */
public final class PageHinkley implements DriftDetector {
  /** {@code page-hinkley(lambda=λ, delta=δ, alpha=α, min=30, form=clamped)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "page-hinkley",
          KIND,
          "Sums the deviations of values above their mean.",
          "Page, Continuous inspection schemes, 1954",
          List.of(
              new Key("lambda", new Domain.Real(0, false, 1e9, true), "50"),
              new Key("delta", new Domain.Real(0, true, 1, true), "0.005"),
              new Key("alpha", new Domain.Real(0, false, 1, true), "0.9999"),
              new Key("min", new Domain.Whole(1, Integer.MAX_VALUE), "30"),
              Key.choice("form", Form.CLAMPED)));

  /** Form of the test. */
  private enum Form {
    CLAMPED(0),
    PLAIN(Double.NEGATIVE_INFINITY);

    /** Minimum of u. */
    private final double floor;

    Form(double floor) {
      this.floor = floor;
    }
  }

  private final String settings;
  private final double lambda;
  private final double delta;
  private final double alpha;
  private final int min;
  private final double floor;
  private long count;
  private double mean;
  private double sum;

  /**
   * Creates the detector.
   *
   * @param part parsed {@link #DEFINITION}
   */
  public PageHinkley(Part part) {
    this.settings = part.toString();
    this.lambda = part.real("lambda");
    this.delta = part.real("delta");
    this.alpha = part.real("alpha");
    this.min = part.whole("min");
    this.floor = part.choice("form", Form.class).floor;
  }

  @Override
  public DriftSignal add(double value) {
    DriftDetector.requireInRange(value);
    count++;
    mean += (value - mean) / count;
    sum = Math.max(floor, alpha * sum + (value - mean - delta));
    // min includes the next value, as in Ddm
    if (count + 1 < min || sum <= lambda) {
      return DriftSignal.STABLE;
    }
    count = 0;
    mean = 0;
    sum = 0;
    return DriftSignal.DRIFT;
  }

  @Override
  public void save(StateWriter out) {
    out.put(settings).put(count).put(mean).put(sum);
  }

  @Override
  public void restore(StateReader in) {
    in.expect("detector", settings);
    count = in.getLong();
    mean = in.getDouble();
    sum = in.getDouble();
  }
}
