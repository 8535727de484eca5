package dev.lethe.bench.run;

import dev.lethe.compare.statistics.Moments;
import java.util.List;

/**
 * Mean and spread of a metric over several seeds.
 *
 * @param n number of seeds
 * @param mean mean over the seeds
 * @param deviation standard deviation with n − 1; NaN for one seed
 * @param halfWidth half-width of the 95 % confidence interval of the mean, by Student's t; NaN for
 *     one seed
 */
public record Summary(int n, double mean, double deviation, double halfWidth) {
  /** Summarises finite values. */
  public static Summary of(List<Double> values) {
    return of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** As {@link #of(List)}. */
  public static Summary of(double... values) {
    Moments moments = Moments.of(values);
    return new Summary(moments.n(), moments.mean(), moments.deviation(), moments.halfWidth());
  }

  /** Returns text such as {@code 86.57 ± 0.51 (sd 1.61, n = 40)}; no interval for one seed. */
  public String text(Unit unit) {
    return n < 2
        ? unit.text(mean) + " (n = 1, no interval)"
        : "%s ± %s (sd %s, n = %d)"
            .formatted(unit.text(mean), unit.text(halfWidth), unit.text(deviation), n);
  }
}
