package dev.lethe.compare.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.hipparchus.analysis.integration.IterativeLegendreGaussIntegrator;
import org.hipparchus.analysis.solvers.BrentSolver;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Nemenyi's critical difference of mean ranks, for the diagram of Demšar (JMLR 2006): two methods
 * whose mean ranks differ by less are not shown to differ.
 *
 * <pre>
 *   CD = q √(k(k+1)/(6N)), q = quantile of the range of k standard normal values / √2
 * </pre>
 *
 * Hipparchus does not have the studentized range, so q is integrated: P(range ≤ w) = k ∫ φ(z) (Φ(z)
 * − Φ(z − w))^(k−1) dz.
 *
 * @param friedman mean ranks of the methods
 * @param alpha error rate for all pairs together, between 0 and 1
 * @param value the critical difference, in ranks
 */
public record CriticalDifference(FriedmanTest friedman, double alpha, double value) {
  private static final NormalDistribution NORMAL = new NormalDistribution();

  /** Computes the critical difference for methods and streams of a test. */
  public static CriticalDifference of(FriedmanTest friedman, double alpha) {
    Values.requireProbability("alpha", alpha);
    int k = friedman.methods().size();
    double scale = Math.sqrt(k * (k + 1.0) / (6.0 * friedman.streams()));
    return new CriticalDifference(friedman, alpha, q(k, alpha) * scale);
  }

  /**
   * Returns q for k methods.
   *
   * @param k number of methods, 2 or more
   * @param alpha error rate, between 0 and 1
   */
  static double q(int k, double alpha) {
    Values.requireAtLeast("methods", 2, k);
    double range = new BrentSolver(1e-9).solve(200, w -> rangeWithin(k, w) - (1 - alpha), 0, 40);
    return range / Math.sqrt(2);
  }

  private static double rangeWithin(int k, double w) {
    // φ is below 1e-15 outside
    return new IterativeLegendreGaussIntegrator(30, 1e-10, 1e-12)
        .integrate(
            100_000,
            z ->
                k
                    * NORMAL.density(z)
                    * Math.pow(
                        NORMAL.cumulativeProbability(z) - NORMAL.cumulativeProbability(z - w),
                        k - 1),
            -8,
            8);
  }

  /** Returns true if the mean ranks of two methods, by position, differ by the value or more. */
  public boolean differ(int first, int second) {
    List<Double> ranks = friedman.meanRanks();
    return Math.abs(ranks.get(first) - ranks.get(second)) >= value;
  }

  /**
   * Returns the bars of the diagram: the largest sets of two or more methods, by position and from
   * the best on, within which no pair differs.
   */
  public List<List<Integer>> groups() {
    List<Integer> ranked =
        IntStream.range(0, friedman.methods().size())
            .boxed()
            .sorted(Comparator.comparing(friedman.meanRanks()::get))
            .toList();
    List<List<Integer>> groups = new ArrayList<>();
    int covered = 0;
    for (int from = 0; from < ranked.size(); from++) {
      int to = from + 1;
      while (to < ranked.size() && !differ(ranked.get(from), ranked.get(to))) {
        to++;
      }
      if (to > covered && to - from > 1) {
        groups.add(List.copyOf(ranked.subList(from, to)));
      }
      covered = Math.max(covered, to);
    }
    return List.copyOf(groups);
  }

  /** Returns text such as {@code CD = 1.25 (Nemenyi, α = 0.05, 4 methods, N = 14 streams)}. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "CD = %.2f (Nemenyi, α = %.3g, %d methods, N = %d streams)",
        value,
        alpha,
        friedman.methods().size(),
        friedman.streams());
  }
}
