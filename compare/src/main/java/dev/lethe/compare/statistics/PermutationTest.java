package dev.lethe.compare.statistics;

import dev.lethe.common.random.NamedRandom;
import java.util.stream.DoubleStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Paired permutation test of the mean difference (Fisher, The Design of Experiments, 1935): under
 * the null hypothesis each difference is as likely as its negative.
 *
 * <pre>
 *   exact:    p = share of all 2ⁿ sign assignments with a sum at least as extreme
 *   sampled:  p = (1 + number of such sums among B samples) / (1 + B)
 * </pre>
 *
 * The 1 makes a sampled test valid (Phipson and Smyth, 2010). Two-sided extremes are those of
 * |sum|.
 *
 * @param alternative alternative hypothesis
 * @param maxExact maximum n of the exact test, 0 to 30
 * @param samples number of samples B, 1 or more
 * @param seed seed of the samples
 */
public record PermutationTest(Alternative alternative, int maxExact, int samples, long seed) {
  /** Two-sided; exact up to 20 differences, which are about a million assignments. */
  public static final PermutationTest DEFAULT =
      new PermutationTest(Alternative.TWO_SIDED, 20, 99_999, 1);

  public PermutationTest {
    if (maxExact < 0 || maxExact > 30) {
      throw new IllegalArgumentException("maxExact: got %d, expected 0 to 30".formatted(maxExact));
    }
    Values.requireAtLeast("samples", 1, samples);
  }

  /** Returns the same test with another alternative. */
  public PermutationTest with(Alternative other) {
    return new PermutationTest(other, maxExact, samples, seed);
  }

  /**
   * Tests paired differences; the statistic is their mean. Without differences p is 1.
   *
   * @param differences finite differences
   */
  public TestResult test(double... differences) {
    double[] finite = Values.requireFinite("differences", differences);
    int n = finite.length;
    double sum = DoubleStream.of(finite).sum();
    // sums that differ by rounding only are equal
    double extreme =
        (alternative == Alternative.TWO_SIDED ? Math.abs(sum) : sum) - n * Values.tolerance(finite);
    double smallest = TestResult.smallestP(n, alternative);
    double mean = n == 0 ? 0 : sum / n;
    if (n <= maxExact) {
      double p = count(finite, 0, 0, extreme) / Math.scalb(1.0, n);
      return new TestResult("paired permutation test, exact", n, mean, p, smallest, 0);
    }
    double p = (1 + sampled(finite, extreme)) / (1.0 + samples);
    double error = Math.sqrt(p * (1 - p) / (1.0 + samples));
    double smallestSampled = Math.max(smallest, 1 / (1.0 + samples));
    return new TestResult("paired permutation test, sampled", n, mean, p, smallestSampled, error);
  }

  private long count(double[] differences, int from, double sum, double extreme) {
    if (from == differences.length) {
      return isExtreme(sum, extreme) ? 1 : 0;
    }
    return count(differences, from + 1, sum + differences[from], extreme)
        + count(differences, from + 1, sum - differences[from], extreme);
  }

  private long sampled(double[] differences, double extreme) {
    UniformRandomProvider random = NamedRandom.forData(seed, "statistics/permutation");
    long count = 0;
    for (int i = 0; i < samples; i++) {
      double sum = 0;
      long signs = 0;
      for (int j = 0; j < differences.length; j++) {
        signs = j % Long.SIZE == 0 ? random.nextLong() : signs >>> 1;
        sum += (signs & 1) == 0 ? differences[j] : -differences[j];
      }
      count += isExtreme(sum, extreme) ? 1 : 0;
    }
    return count;
  }

  private boolean isExtreme(double sum, double extreme) {
    return (alternative == Alternative.TWO_SIDED ? Math.abs(sum) : sum) >= extreme;
  }
}
