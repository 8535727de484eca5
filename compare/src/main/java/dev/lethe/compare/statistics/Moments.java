package dev.lethe.compare.statistics;

import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.StatUtils;

/**
 * Mean and standard deviation of a sample.
 *
 * @param n number of values
 * @param mean mean; NaN if n is 0
 * @param deviation standard deviation with n − 1; NaN if n is below 2
 */
public record Moments(int n, double mean, double deviation) {
  /**
   * Computes the moments of a sample.
   *
   * @param values finite values
   * @throws IllegalArgumentException if a value is not finite
   */
  public static Moments of(double... values) {
    double[] finite = Values.requireFinite("values", values);
    int n = finite.length;
    // hipparchus returns a variance of 0 for one value
    double deviation = n < 2 ? Double.NaN : Math.sqrt(StatUtils.variance(finite));
    return new Moments(n, StatUtils.mean(finite), deviation);
  }

  /**
   * Returns the half-width of Student's 95 % confidence interval of the mean, t(.975, n − 1) s/√n;
   * NaN if n is below 2.
   */
  public double halfWidth() {
    return halfWidth(deviation / Math.sqrt(n), n);
  }

  /**
   * Returns the half-width of Student's 95 % confidence interval of a mean from its standard error,
   * t(.975, n − 1) · s/√n.
   *
   * @param standardError standard error of the mean, s/√n
   * @param n number of values
   * @return the half-width; NaN if n is below 2
   */
  public static double halfWidth(double standardError, int n) {
    if (n < 2) {
      return Double.NaN;
    }
    double upper = (1 + Interval.LEVEL) / 2;
    return new TDistribution(n - 1).inverseCumulativeProbability(upper) * standardError;
  }

  /** Returns the mean with Student's 95 % confidence interval. */
  public Interval interval() {
    double half = halfWidth();
    return new Interval(Interval.Kind.T, Interval.LEVEL, n, mean, mean - half, mean + half);
  }
}
