package dev.lethe.compare.statistics;

import dev.lethe.common.random.NamedRandom;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.stat.StatUtils;

/**
 * Distribution of a statistic under resampling with replacement, and its BCa interval (Efron,
 * Better bootstrap confidence intervals, JASA 1987).
 *
 * <pre>
 *   z0 = Φ⁻¹(share of resamples below the estimate; equal ones count half)
 *   a  = Σ d³ / (6 (Σ d²)^1.5), d = mean of the jackknife values − jackknife value
 *   ends: percentiles Φ(z0 + (z0 + z) / (1 − a (z0 + z))), z = Φ⁻¹(α/2) and Φ⁻¹(1 − α/2)
 * </pre>
 *
 * <p>Intervals need two values or more. With fewer than about 10 they are too narrow, since a
 * resample cannot leave the range of the sample.
 */
public final class BootstrapDistribution {
  /** Number of resamples that keeps the ends of a 95 % interval stable to about two digits. */
  public static final int RESAMPLES = 9_999;

  private static final NormalDistribution NORMAL = new NormalDistribution();

  private final int n;
  private final double estimate;
  private final double acceleration;
  private final double[] sorted;

  private BootstrapDistribution(int n, double estimate, double acceleration, double[] resampled) {
    this.n = n;
    this.estimate = estimate;
    this.acceleration = acceleration;
    this.sorted = resampled;
    Arrays.sort(sorted);
  }

  /**
   * Resamples a statistic.
   *
   * @param values finite values, one or more
   * @param statistic function of the values, with finite results
   * @param resamples number of resamples, 1 or more
   * @param seed seed of the resamples
   */
  public static BootstrapDistribution of(
      double[] values, ToDoubleFunction<double[]> statistic, int resamples, long seed) {
    double[] finite = Values.requireFinite("values", values);
    Values.requireAtLeast("values", 1, finite.length);
    Values.requireAtLeast("resamples", 1, resamples);
    UniformRandomProvider random = NamedRandom.forData(seed, "statistics/bootstrap");
    double[] resampled = new double[resamples];
    double[] sample = new double[finite.length];
    for (int i = 0; i < resamples; i++) {
      resample(finite, sample, random);
      resampled[i] = statistic.applyAsDouble(sample);
    }
    return new BootstrapDistribution(
        finite.length,
        statistic.applyAsDouble(finite),
        acceleration(finite, statistic),
        Values.requireFinite("statistic", resampled));
  }

  /** Resamples the mean {@value #RESAMPLES} times. */
  public static BootstrapDistribution ofMean(double[] values, long seed) {
    return of(values, StatUtils::mean, RESAMPLES, seed);
  }

  /** Fills a sample with values that are drawn with replacement. */
  static void resample(double[] values, double[] sample, UniformRandomProvider random) {
    for (int i = 0; i < sample.length; i++) {
      sample[i] = values[random.nextInt(values.length)];
    }
  }

  private static double acceleration(double[] values, ToDoubleFunction<double[]> statistic) {
    int n = values.length;
    if (n < 2) {
      return 0;
    }
    double[] jackknife = new double[n];
    for (int i = 0; i < n; i++) {
      double[] others = new double[n - 1];
      System.arraycopy(values, 0, others, 0, i);
      System.arraycopy(values, i + 1, others, i, n - 1 - i);
      jackknife[i] = statistic.applyAsDouble(others);
    }
    double mean = StatUtils.mean(jackknife);
    double squares = DoubleStream.of(jackknife).map(value -> Math.pow(mean - value, 2)).sum();
    double cubes = DoubleStream.of(jackknife).map(value -> Math.pow(mean - value, 3)).sum();
    return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
  }

  /** Returns the statistic of the sample itself. */
  public double estimate() {
    return estimate;
  }

  /** Returns the acceleration a, from the jackknife; 0 if all jackknife values are equal. */
  public double acceleration() {
    return acceleration;
  }

  /** Returns the bias correction z0; finite, also if all resamples are on one side. */
  public double bias() {
    double below = 0;
    for (double value : sorted) {
      below += value < estimate ? 1 : value == estimate ? 0.5 : 0;
    }
    double share = Math.max(0.5, Math.min(sorted.length - 0.5, below)) / sorted.length;
    return NORMAL.inverseCumulativeProbability(share);
  }

  /** Returns the BCa interval at 95 %. */
  public Interval bca() {
    return bca(Interval.LEVEL);
  }

  /** Returns the BCa interval at a level between 0 and 1. */
  public Interval bca(double level) {
    double bias = bias();
    double z = NORMAL.inverseCumulativeProbability((1 + level) / 2);
    return interval(Interval.Kind.BCA, level, adjusted(bias, bias - z), adjusted(bias, bias + z));
  }

  /** Returns the percentile interval at a level between 0 and 1. */
  public Interval percentile(double level) {
    return interval(Interval.Kind.PERCENTILE, level, (1 - level) / 2, (1 + level) / 2);
  }

  private double adjusted(double bias, double shifted) {
    double scale = 1 - acceleration * shifted;
    // beyond its pole the correction would change sign
    return scale <= 0
        ? (shifted > 0 ? 1 : 0)
        : NORMAL.cumulativeProbability(bias + shifted / scale);
  }

  private Interval interval(Interval.Kind kind, double level, double from, double to) {
    Values.requireProbability("level", level);
    return n < 2
        ? Interval.unknown(kind, n, estimate)
        : new Interval(kind, level, n, estimate, quantile(sorted, from), quantile(sorted, to));
  }

  /**
   * Returns a quantile of sorted values by linear interpolation, as NumPy does. The percentile of
   * hipparchus refuses 0 %, where a BCa interval may end.
   */
  static double quantile(double[] sorted, double probability) {
    double position = probability * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
