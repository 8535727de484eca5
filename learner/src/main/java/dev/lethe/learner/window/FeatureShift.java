package dev.lethe.learner.window;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.List;

/**
 * Distance of an example's features from those before it, in values that rise when the features
 * shift. Each feature is standardised by its own mean and deviation so far:
 *
 * <pre>
 *   z = (x − mean) / deviation, clipped to ±5        m = mean of z,  q = mean of z² over the features
 *   values:  f(m),  1 − f(m),  q / (1 + q)           f(m) = ½ + ½ m / (1 + |m|)
 * </pre>
 *
 * The first two rise if many features shift together, the third also if few of them do. A clipped
 * feature counts as its bound, so one outlier does not change the scale.
 */
final class FeatureShift implements Stateful {
  static final int VALUES = 3;
  private static final int WARM_UP = 30;
  private static final double BOUND = 5;

  private long count;
  private double[] means = new double[0];
  private double[] squares = new double[0]; // sums of squared distances from the means

  /** Forgets all examples. */
  void restart() {
    count = 0;
    means = new double[0];
    squares = new double[0];
  }

  /**
   * Adds an example.
   *
   * @param features array that contains the features
   * @param from index of the first of them
   * @param width number of features
   * @return three values in [0, 1]; empty for the first {@value #WARM_UP} examples
   */
  List<Double> add(float[] features, int from, int width) {
    if (count == 0) {
      means = new double[width];
      squares = new double[width];
    }
    double sum = 0;
    double sumOfSquares = 0;
    for (int i = 0; i < width; i++) {
      double z = standardised(features[from + i], i);
      sum += z;
      sumOfSquares += z * z;
      learn(features[from + i], z, i);
    }
    count++;
    if (count <= WARM_UP) {
      return List.of();
    }
    double m = sum / width;
    double q = sumOfSquares / width;
    double f = 0.5 + 0.5 * m / (1 + Math.abs(m));
    return List.of(f, 1 - f, q / (1 + q));
  }

  private double deviation(int i) {
    return Math.sqrt(squares[i] / count);
  }

  private double standardised(double x, int i) {
    double distance = x - means[i];
    if (count < WARM_UP || distance == 0) {
      return 0;
    }
    // a feature that was constant so far has the deviation 0: the quotient is infinite
    return Math.max(-BOUND, Math.min(BOUND, distance / deviation(i)));
  }

  private void learn(double x, double z, int i) {
    boolean clipped = Math.abs(z) == BOUND && squares[i] > 0;
    double learned = clipped ? means[i] + z * deviation(i) : x;
    double distance = learned - means[i];
    means[i] += distance / (count + 1);
    squares[i] += distance * (learned - means[i]);
  }

  @Override
  public void save(StateWriter out) {
    out.put(count).put(means, means.length).put(squares, squares.length);
  }

  @Override
  public void restore(StateReader in) {
    count = in.getLong();
    means = in.getDoubles();
    squares = in.getDoubles();
  }
}
