package dev.lethe.measures.promotion;

import java.util.List;

/**
 * Evidence of one evaluation that the average accuracy over holdouts differs by more than m: the
 * wealth of a gambler who bets on each example against "the difference is m at most" (Waudby-Smith
 * and Ramdas, Estimating means of bounded random variables by betting, JRSS B 2024). Holdouts are
 * never trained on, so given the two models their examples are independent samples of the windows,
 * and the difference d of two hits on an example is −1, 0 or 1:
 *
 * <pre>
 *   A    = mean over windows j of the mean of d on holdout j = Σ wⱼ d,   wⱼ = 1 / (W nⱼ)
 *   e(m) = mean over λ of Π (1 + λ aⱼ (d − m)),   aⱼ = wⱼ / max w,   λ = 2⁻¹, 2⁻¹·⁵, …, 2⁻⁵
 * </pre>
 *
 * <p>No factor is negative, as λ (1 + m) is below 1. If E[A] is m at most, the expected value of
 * e(m) is 1 at most, because 1 + x ≤ eˣ: E[Π] ≤ exp(λ Σ aⱼ (E[d] − m)) = exp(λ (E[A] − m) / max w).
 * So e(m) ≥ 1/δ has probability δ at most (Markov), for any number of examples and without an
 * assumption about their distribution.
 *
 * <p>Only the numbers of disagreements count. More disagreements with the same difference make e
 * smaller, so the maximum number is a safe assumption if it is not known.
 */
final class HoldoutWealth {
  private static final int BETS = 9;
  private static final int BISECTIONS = 24;

  private final List<HoldoutPair> holdouts;
  private final int smallest;

  HoldoutWealth(List<HoldoutPair> holdouts) {
    this.holdouts = List.copyOf(holdouts);
    this.smallest = holdouts.stream().mapToInt(HoldoutPair::examples).min().orElseThrow();
  }

  /** Returns the number of examples. */
  long n() {
    return holdouts.stream().mapToLong(HoldoutPair::examples).sum();
  }

  /** Returns ln e(m) for a difference m in [-1, 1); e decreases in m. */
  double log(double m) {
    double[] logs = new double[BETS];
    for (int bet = 0; bet < BETS; bet++) {
      double lambda = Math.pow(2, -1 - bet / 2.0);
      for (HoldoutPair holdout : holdouts) {
        double stake = lambda * smallest / holdout.examples();
        logs[bet] +=
            holdout.onlyChallenger() * Math.log1p(stake * (1 - m))
                + holdout.onlyChampion() * Math.log1p(-stake * (1 + m))
                + holdout.ties() * Math.log1p(-stake * m);
      }
    }
    double sum = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      sum = logOfSum(sum, log);
    }
    return sum - Math.log(BETS);
  }

  /** Returns the largest m from -1 to {@code max} with ln e(m) ≥ {@code log}; -1 if none has. */
  double largest(double max, double log) {
    double low = -1;
    double high = max;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (log(middle) >= log) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Returns ln(eᵃ + eᵇ). */
  static double logOfSum(double a, double b) {
    double max = Math.max(a, b);
    return max == Double.NEGATIVE_INFINITY
        ? max
        : max + Math.log(Math.exp(a - max) + Math.exp(b - max));
  }
}
