package dev.lethe.learner.plasticity;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;

/**
 * Exponential moving means, one per unit or output, each corrected for its beginning at 0:
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
   * @param decay d, in [0, 1)
   */
  MovingAverages(int count, double decay) {
    this.decay = decay;
    this.sums = new double[count];
    this.weights = new double[count];
  }

  /** Takes a value; one that is no finite number says nothing, and changes nothing. */
  void add(int index, double value) {
    if (Double.isFinite(value)) {
      sums[index] = decay * sums[index] + (1 - decay) * value;
      weights[index] = decay * weights[index] + (1 - decay);
    }
  }

  /** Whether a mean has had a value since the beginning or since it was forgotten. */
  boolean knows(int index) {
    return weights[index] > 0;
  }

  /** A mean, 0 if nothing is known. */
  double of(int index) {
    return knows(index) ? sums[index] / weights[index] : 0;
  }

  /** All means. */
  double[] all() {
    double[] means = new double[sums.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = of(i);
    }
    return means;
  }

  /** Begins a mean anew. */
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
    sums = in.getDoubles();
    weights = in.getDoubles();
  }
}
