package dev.lethe.compare.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Ranks of the magnitudes of paired differences, summed by sign (Wilcoxon, 1945).
 *
 * <p>The test of hipparchus 4.0.3 does not serve: neither of its p-values knows of ties, the exact
 * one can exceed 1 and enumerates all 2ⁿ signs, and zeros are always dropped.
 *
 * @param n number of ranked differences
 * @param positive R+, sum of the ranks of positive differences
 * @param negative R−, sum of the ranks of negative differences
 * @param nonzero ranks of the differences that are not 0
 * @param tieTerm Σ (t³ − t) over the groups of t tied magnitudes
 */
public record SignedRanks(
    int n, double positive, double negative, List<Double> nonzero, double tieTerm) {
  /** Rule for differences of 0. */
  public enum Zeros {
    /** They are left out, as Wilcoxon did. */
    DROP,
    /** They are ranked, and each sign receives half of their ranks, as Demšar (2006) does. */
    SPLIT
  }

  public SignedRanks {
    nonzero = List.copyOf(nonzero);
  }

  /** Ranks finite differences. Those that are 0 but for rounding are 0. */
  public static SignedRanks of(double[] differences, Zeros zeros) {
    double[] finite = Values.requireFinite("differences", differences);
    double tolerance = Values.tolerance(finite);
    double[] ranked =
        DoubleStream.of(finite)
            .map(value -> Math.abs(value) <= tolerance ? 0 : value)
            .filter(value -> value != 0 || zeros == Zeros.SPLIT)
            .toArray();
    Ranks ranks = Ranks.of(DoubleStream.of(ranked).map(Math::abs).toArray());
    List<Double> nonzero = new ArrayList<>();
    double positive = 0;
    double negative = 0;
    for (int i = 0; i < ranked.length; i++) {
      double rank = ranks.ranks()[i];
      positive += rank * (1 + Math.signum(ranked[i])) / 2;
      negative += rank * (1 - Math.signum(ranked[i])) / 2;
      if (ranked[i] != 0) {
        nonzero.add(rank);
      }
    }
    return new SignedRanks(ranked.length, positive, negative, nonzero, ranks.tieTerm());
  }

  /**
   * Returns the exact p: the distribution of R+ over all signs of the ranks that are there, ties
   * included, each sign with probability ½.
   */
  public double exactP(Alternative alternative) {
    // average ranks are multiples of ½, so doubled ranks are indices
    int total = (int) Math.rint(2 * sum(nonzero));
    double[] probability = new double[total + 1];
    probability[0] = 1;
    int reached = 0;
    for (double rank : nonzero) {
      int step = (int) Math.rint(2 * rank);
      reached += step;
      for (int i = reached; i >= 0; i--) {
        probability[i] = (probability[i] + (i < step ? 0 : probability[i - step])) / 2;
      }
    }
    // each sign has half of the ranks of zeros
    int observed = (int) Math.rint(total / 2.0 + positive - negative);
    double above = sum(probability, observed, total);
    double below = sum(probability, 0, observed);
    return Math.min(1, alternative == Alternative.TWO_SIDED ? 2 * Math.min(above, below) : above);
  }

  /** Returns p by the normal distribution of {@link #z}, without continuity correction. */
  public double normalP(Alternative alternative) {
    var normal = new NormalDistribution();
    return alternative == Alternative.TWO_SIDED
        ? 2 * normal.cumulativeProbability(-Math.abs(z()))
        : normal.cumulativeProbability(-z());
  }

  /** Returns (R+ − n(n+1)/4) / √(n(n+1)(2n+1)/24 − Σ(t³ − t)/48); 0 if n is 0. */
  public double z() {
    return z(tieTerm);
  }

  /** Returns z without the correction for ties, as printed in Demšar (JMLR 2006). */
  public double uncorrectedZ() {
    return z(0);
  }

  private double z(double ties) {
    double variance = n * (n + 1.0) * (2.0 * n + 1) / 24 - ties / 48;
    return n == 0 ? 0 : (positive - n * (n + 1.0) / 4) / Math.sqrt(variance);
  }

  /** Returns the matched rank-biserial correlation (R+ − R−) / (R+ + R−); 0 if n is 0. */
  public double rankBiserial() {
    return n == 0 ? 0 : (positive - negative) / (positive + negative);
  }

  private static double sum(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum();
  }

  private static double sum(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i <= to; i++) {
      sum += values[i];
    }
    return sum;
  }
}
