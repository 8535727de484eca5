package dev.lethe.learner.plasticity;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;

/**
 * Exponential moving averages, one per unit or output, with bias correction for the start at 0:
 *
 * <pre>
 *   m ← d m + (1 − d) x,   w ← d w + (1 − d);   the mean is m / w, where w = 1 − dⁿ after n values
 * </pre>
 */
final class MovingAverages implements Stateful {
  private final double decay;
  private double[] sums;
  private double[] weights;

  /**
   * @param count number of averages
   * @param decay d, in [0, 1)
   */
  MovingAverages(int count, double decay) {
    this.decay = decay;
    this.sums = new double[count];
    this.weights = new double[count];
  }

  /** Adds a value to an average. Ignores values that are not finite. */
  void add(int index, double value) {
    if (Double.isFinite(value)) {
      sums[index] = decay * sums[index] + (1 - decay) * value;
      weights[index] = decay * weights[index] + (1 - decay);
    }
  }

  /** Returns true if an average has had a value since the start or its last reset. */
  boolean hasValue(int index) {
    return weights[index] > 0;
  }

  /** Returns an average, 0 without values. */
  double mean(int index) {
    return hasValue(index) ? sums[index] / weights[index] : 0;
  }

  /** Returns all averages. */
  double[] all() {
    double[] means = new double[sums.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = mean(i);
    }
    return means;
  }

  /** Resets an average. */
  void reset(int index) {
    sums[index] = 0;
    weights[index] = 0;
  }

  @Override
  public void save(StateWriter out) {
    out.put(sums, sums.length).put(weights, weights.length);
  }

  @Override
  public void restore(StateReader in) {
    sums = in.getDoubles(sums.length);
    weights = in.getDoubles(weights.length);
  }
}
