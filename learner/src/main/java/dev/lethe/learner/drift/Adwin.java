package dev.lethe.learner.drift;

import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;

/**
 * ADWIN, the adaptive window (Bifet and Gavaldà, "Learning from time-changing data with adaptive
 * windowing", SDM 2007). Keeps the longest window of recent values that shows no change. Every
 * {@code clock} values, ADWIN tests each cut of the window into n₀ older and n₁ newer values, both
 * at least 7. It drops the oldest values while the means of any cut differ significantly:
 *
 * <pre>
 *   |mean₀ − mean₁| &gt; √(2 m σ² d) + ⅔ m d        d = ln(2 ln W / δ),  W = n₀ + n₁
 *                                             m = 1/(n₀ − 4) + 1/(n₁ − 4)
 *                                             σ² = variance of the window
 * </pre>
 *
 * <p>ADWIN signals drift if it dropped values and the window's mean increased. With {@code
 * side=both} it signals decreases too. The remaining window holds the new concept, so the detector
 * is not reset. One change can cause several alarms while its older part is dropped.
 */
public final class Adwin implements DriftDetector {
  /** {@code adwin(delta=δ, clock=32, side=increase)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "adwin",
          KIND,
          "Compares all cuts of an adaptive window of recent values.",
          "Bifet and Gavaldà, Learning from time-changing data with adaptive windowing, SDM 2007",
          List.of(
              new Key("delta", new Domain.Real(0, false, 1, false), "0.002"),
              new Key("clock", new Domain.Whole(1, 1_000_000), "32"),
              Key.choice("side", Side.INCREASE)));

  /** Changes of the mean that count as drift. */
  private enum Side {
    INCREASE,
    BOTH
  }

  private static final int GRACE = 10;

  private final String settings;
  private final double delta;
  private final int clock;
  private final Side side;
  private final BucketWindow window = new BucketWindow();
  private long count;

  /**
   * Creates the detector.
   *
   * @param part parsed {@link #DEFINITION}
   */
  public Adwin(Part part) {
    this.settings = part.toString();
    this.delta = part.real("delta");
    this.clock = part.whole("clock");
    this.side = part.choice("side", Side.class);
  }

  @Override
  public DriftSignal add(double value) {
    DriftDetector.requireInRange(value);
    double before = window.mean();
    window.add(value);
    count++;
    if (count % clock != 0 || window.width() <= GRACE) {
      return DriftSignal.STABLE;
    }
    boolean dropped = false;
    while (showsChange()) {
      window.dropOldest();
      dropped = true;
    }
    return dropped && (side == Side.BOTH || window.mean() > before)
        ? DriftSignal.DRIFT
        : DriftSignal.STABLE;
  }

  private boolean showsChange() {
    return window.anyCut(
        (n0, mean0, n1, mean1) -> AdwinBound.differ(window, delta, n0, mean0, n1, mean1));
  }

  /** Returns the number of values in the window. */
  public long width() {
    return window.width();
  }

  /** Returns the mean of the window in [0, 1], or 0 if the window is empty. */
  public double mean() {
    return window.mean();
  }

  @Override
  public void save(StateWriter out) {
    out.put(settings).put(count);
    window.save(out);
  }

  @Override
  public void restore(StateReader in) {
    in.expect("detector", settings);
    count = in.getLong();
    window.restore(in);
  }
}
