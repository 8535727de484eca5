package dev.lethe.measures.promotion;

import java.util.List;

/**
 * Lower confidence bound of the difference of two average accuracies, from the holdouts of one
 * evaluation. Holdouts are never trained on, so given the two models their examples are independent
 * samples of the windows, and the difference d of two hits on an example is in [-1, 1]:
 *
 * <pre>
 *   A = mean over windows j of the mean of d on holdout j = Σ wⱼ d,   wⱼ = 1 / (W nⱼ)
 *   E[A] ≥ A − 2 N w (√(2 V ln(2/δ) / N) + 7 ln(2/δ) / (3 (N − 1)))     with probability 1 − δ
 *   N = Σ nⱼ     w = max wⱼ     V ≤ Σ (wⱼ/w)² Dⱼ / (4 (N − 1))
 * </pre>
 *
 * <p>The empirical Bernstein bound for independent values (Maurer and Pontil, Empirical Bernstein
 * bounds and sample variance penalization, COLT 2009) of (d wⱼ/w + 1) / 2. Published counts do not
 * say on which examples two runs disagree, so Dⱼ is the largest number of disagreements that the
 * counts allow. The bound is the wider for it, and valid.
 *
 * <p>The same holdouts are evaluated again and again, so evaluations are not independent. A union
 * bound needs no independence: evaluation t has δₜ = δ / (t (t + 1)), and the sum of all is δ.
 */
public final class HoldoutBound {
  private HoldoutBound() {}

  /** Returns the difference A of the average accuracies, in [-1, 1]; NaN without holdouts. */
  public static double difference(List<HoldoutPair> holdouts) {
    return holdouts.stream().mapToDouble(HoldoutPair::difference).average().orElse(Double.NaN);
  }

  /**
   * Returns the lower bound of E[A], at least -1.
   *
   * @param delta probability δ that the bound is too high, between 0 and 1
   */
  public static double low(List<HoldoutPair> holdouts, double delta) {
    long n = holdouts.stream().mapToLong(HoldoutPair::examples).sum();
    if (n < 2) {
      return -1;
    }
    int smallest = holdouts.stream().mapToInt(HoldoutPair::examples).min().orElseThrow();
    double squares = 0;
    for (HoldoutPair holdout : holdouts) {
      double scale = (double) smallest / holdout.examples();
      squares += scale * scale * holdout.maxDisagreements();
    }
    double variance = squares / (4 * (n - 1.0));
    double log = Math.log(2 / delta);
    double half = Math.sqrt(2 * variance * log / n) + 7 * log / (3 * (n - 1.0));
    double weight = 1.0 / ((double) holdouts.size() * smallest);
    return Math.max(-1, difference(holdouts) - 2 * n * weight * half);
  }

  /**
   * Returns δ of an evaluation, which sums up to {@code delta} over all evaluations.
   *
   * @param evaluation number of the evaluation, from 1
   */
  public static double share(double delta, long evaluation) {
    return delta / ((double) evaluation * (evaluation + 1));
  }
}
