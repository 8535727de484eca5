package dev.lethe.learner.window;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;

/**
 * Standardises values by their own mean and deviation so far. A clipped value counts as its bound,
 * so an outlier hardly changes the scale.
 */
final class Standardizer implements Stateful {
  static final int WARM_UP = 30;
  private static final double BOUND = 5;

  private long count;
  private double[] means;
  private double[] squares; // sums of squared distances from the means

  /**
   * @param values number of values, each with a scale of its own
   */
  Standardizer(int values) {
    means = new double[values];
    squares = new double[values];
  }

  /** Returns true if enough values have been seen for a scale. */
  boolean isWarm() {
    return count >= WARM_UP;
  }

  /** Counts a row; call it after all its values. */
  void endRow() {
    count++;
  }

  /**
   * Adds the i-th value of a row.
   *
   * @return (x − mean) / deviation of the rows before, clipped to ±{@value #BOUND}; 0 during the
   *     warm-up
   */
  double add(double x, int i) {
    double distance = x - means[i];
    double deviation = Math.sqrt(squares[i] / Math.max(1, count));
    double z = 0;
    if (isWarm() && distance != 0) {
      // infinite before the clipping if the value was constant so far
      z = Math.max(-BOUND, Math.min(BOUND, distance / deviation));
    }
    boolean clipped = Math.abs(z) == BOUND && deviation > 0;
    double learned = clipped ? z * deviation : distance;
    means[i] += learned / (count + 1);
    squares[i] += learned * learned * count / (count + 1);
    return z;
  }

  /** Returns the mean of the i-th value. */
  double mean(int i) {
    return means[i];
  }

  /** Returns the variance of the i-th value. */
  double variance(int i) {
    return squares[i] / Math.max(1, count);
  }

  /** Returns the number of values per row. */
  int width() {
    return means.length;
  }

  @Override
  public void save(StateWriter out) {
    out.put(count).put(means, means.length).put(squares, squares.length);
  }

  @Override
  public void restore(StateReader in) {
    count = in.getLong();
    means = in.getDoubles();
    squares = in.getDoubles(means.length);
  }
}
