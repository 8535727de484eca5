package dev.lethe.measures.promotion;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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
 * So e(m) ≥ 1/δ has probability δ at most (Markov), for any number of examples and any distribution
 * of independent ones. The first step needs the independence: an example that is in a holdout
 * several times counts as several.
 *
 * <p>Only the numbers of disagreements count. More disagreements with the same difference make e
 * smaller, so the maximum number is a safe assumption if it is not known.
 */
final class HoldoutWealth {
  private static final int BETS = 9;
  private static final int BISECTIONS = 24;

  // sums of the holdouts of a size, which have the same weight
  private final SortedMap<Integer, Counts> bySize = new TreeMap<>();

  private record Counts(long onlyChallenger, long onlyChampion, long ties) {
    static Counts of(HoldoutPair pair) {
      return new Counts(pair.onlyChallenger(), pair.onlyChampion(), pair.ties());
    }

    Counts plus(Counts other) {
      return new Counts(
          onlyChallenger + other.onlyChallenger,
          onlyChampion + other.onlyChampion,
          ties + other.ties);
    }
  }

  HoldoutWealth(List<HoldoutPair> holdouts) {
    holdouts.forEach(pair -> bySize.merge(pair.examples(), Counts.of(pair), Counts::plus));
  }

  /** Returns ln e(m) for a difference m in [-1, 1); e decreases in m. */
  double log(double m) {
    double[] logs = new double[BETS];
    for (int bet = 0; bet < BETS; bet++) {
      double lambda = Math.pow(2, -1 - bet / 2.0);
      for (var entry : bySize.entrySet()) {
        double stake = lambda * bySize.firstKey() / entry.getKey();
        Counts counts = entry.getValue();
        logs[bet] +=
            counts.onlyChallenger() * Math.log1p(stake * (1 - m))
                + counts.onlyChampion() * Math.log1p(-stake * (1 + m))
                + counts.ties() * Math.log1p(-stake * m);
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
