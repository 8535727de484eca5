package dev.lethe.bench;

import java.util.List;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;

/**
 * Several seeds in three numbers.
 *
 * @param n how many
 * @param mean their mean
 * @param deviation their standard deviation, with n − 1; NaN for one
 * @param halfWidth of the 95 % confidence interval of the mean, t(.975, n−1) s/√n; NaN for one
 */
record Summary(int n, double mean, double deviation, double halfWidth) {
  static Summary of(List<Double> values) {
    var statistics = new DescriptiveStatistics();
    values.forEach(statistics::addValue);
    int n = values.size();
    if (n < 2) {
      return new Summary(n, statistics.getMean(), Double.NaN, Double.NaN);
    }
    double t = new TDistribution(n - 1).inverseCumulativeProbability(0.975);
    double deviation = statistics.getStandardDeviation();
    return new Summary(n, statistics.getMean(), deviation, t * deviation / Math.sqrt(n));
  }

  /** {@code 86.57 ± 0.51 (sd 1.61, n = 40)}; no interval for one seed. */
  String text(Unit unit) {
    return n < 2
        ? unit.text(mean) + " (n = 1, no interval)"
        : "%s ± %s (sd %s, n = %d)"
            .formatted(unit.text(mean), unit.text(halfWidth), unit.text(deviation), n);
  }
}
