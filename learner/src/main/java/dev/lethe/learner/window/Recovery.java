package dev.lethe.learner.window;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;

/**
 * Return of the errors of a model to their level before a change, or the end of the time for it.
 *
 * <pre>
 *   recovered if    m ≤ b + √(2 v ln(1/δ) / n),     v = max(0.02, b (1 − b)),  δ = 0.001
 *   abrupt rise if  m − m′ &gt; √(ln(1/δ) / n),        δ = 10⁻⁶
 *   b = mean before the change,  m = mean of the newest n = 100 values,  m′ = of the 100 before
 * </pre>
 *
 * The roots are Chernoff's bounds for sums of values in [0, 1], whose variance is at most b (1 − b)
 * if their mean is b. The smallest variance keeps a few errors from mattering if there were none
 * before. A gradual change has no abrupt rise: this one shows that another change came.
 */
final class Recovery implements Stateful {
  private static final int NEWEST = 100;
  private static final double MIN_VARIANCE = 0.02;
  private static final double DELTA = 0.001;
  private static final double MIN_RISE = StrictMath.sqrt(-StrictMath.log(1e-6) / NEWEST);

  private final int maxValues;
  private final double[] newest = new double[2 * NEWEST];
  private boolean awaited;
  private double before;
  private int values;
  private double rise;
  private double beforeRise;

  /**
   * @param maxValues number of values after which recovery is no longer awaited
   */
  Recovery(int maxValues) {
    this.maxValues = maxValues;
  }

  /** Returns true from the beginning of a change until its end. */
  boolean isAwaited() {
    return awaited;
  }

  /**
   * Begins to wait.
   *
   * @param mean mean before the change, in [0, 1]
   */
  void await(double mean) {
    before = mean;
    awaited = true;
    values = 0;
    rise = 0;
    beforeRise = 0;
  }

  /** Adds a value. Returns true if the model has recovered, or has had the time to. */
  boolean endsAt(double value) {
    newest[values % newest.length] = value;
    values++;
    if (values >= NEWEST) {
      findRise();
      awaited = newestMean() > limit(before) && values < maxValues;
    }
    return !awaited;
  }

  private void findRise() {
    double earlier = mean(values - 2 * NEWEST);
    if (values >= 2 * NEWEST && newestMean() - earlier > rise) {
      rise = newestMean() - earlier;
      beforeRise = earlier;
    }
  }

  /** Returns true if the errors rose abruptly, and are not back at their level before that. */
  boolean hasRisenAgain() {
    return rise > MIN_RISE && newestMean() > limit(before) && newestMean() > limit(beforeRise);
  }

  /** Returns the mean of the values before their steepest rise. */
  double meanBeforeRise() {
    return beforeRise;
  }

  private static double limit(double mean) {
    double variance = Math.max(MIN_VARIANCE, mean * (1 - mean));
    return mean + StrictMath.sqrt(-2 * variance * StrictMath.log(DELTA) / NEWEST);
  }

  private double newestMean() {
    return mean(values - NEWEST);
  }

  /** Returns the mean of {@value #NEWEST} values from a position on. */
  private double mean(int from) {
    double sum = 0;
    for (int i = 0; i < NEWEST; i++) {
      sum += newest[Math.floorMod(from + i, newest.length)];
    }
    return sum / NEWEST;
  }

  @Override
  public void save(StateWriter out) {
    out.put(awaited).put(before).put((long) values).put(rise).put(beforeRise);
    out.put(newest, newest.length);
  }

  @Override
  public void restore(StateReader in) {
    awaited = in.getBoolean();
    before = in.getDouble();
    values = in.getCount("values after a drift", maxValues);
    rise = in.getDouble();
    beforeRise = in.getDouble();
    System.arraycopy(in.getDoubles(newest.length), 0, newest, 0, newest.length);
  }
}
