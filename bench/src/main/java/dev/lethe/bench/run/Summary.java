package dev.lethe.bench.run;

import java.util.List;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;

/**
 * Mean and spread of a metric over several seeds.
 *
 * @param n number of seeds
 * @param mean mean over the seeds
 * @param deviation standard deviation with n − 1; NaN for one seed
 * @param halfWidth half-width of the 95 % confidence interval of the mean, t(.975, n−1) s/√n; NaN
 *     for one seed
 */
public record Summary(int n, double mean, double deviation, double halfWidth) {
  public static Summary of(List<Double> values) {
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

  /** Returns text such as {@code 86.57 ± 0.51 (sd 1.61, n = 40)}; no interval for one seed. */
  public String text(Unit unit) {
    return n < 2
        ? unit.text(mean) + " (n = 1, no interval)"
        : "%s ± %s (sd %s, n = %d)"
            .formatted(unit.text(mean), unit.text(halfWidth), unit.text(deviation), n);
  }
}
