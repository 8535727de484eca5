package dev.lethe.compare.statistics;

import java.util.Locale;

/**
 * Result of a test.
 *
 * @param test name of the test and its variant, e.g. {@code paired permutation test, exact}
 * @param n number of observations
 * @param statistic value of the test statistic
 * @param p probability, under the null hypothesis, of a statistic at least as extreme; 0 to 1
 * @param smallestP smallest p that n observations can reach
 * @param monteCarloError standard error of p from sampling; 0 if p is not sampled
 */
public record TestResult(
    String test, int n, double statistic, double p, double smallestP, double monteCarloError) {
  public TestResult {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("p: got %s, expected 0 to 1".formatted(p));
    }
  }

  /** Returns the smallest two-sided p of n paired differences, 2/2ⁿ, or one-sided, 1/2ⁿ. */
  static double smallestP(int n, Alternative alternative) {
    return Math.min(1, Math.scalb(alternative == Alternative.TWO_SIDED ? 2.0 : 1.0, -n));
  }

  /** Returns true if no outcome with n observations has a p of at most {@code alpha}. */
  public boolean tooFewFor(double alpha) {
    return smallestP > alpha;
  }

  /**
   * Returns text such as {@code p = 0.0273 (paired permutation test, exact, n = 10)}. If n is too
   * small for {@code alpha}, the text says so instead of "not significant".
   */
  public String text(double alpha) {
    String error =
        monteCarloError > 0 ? String.format(Locale.ROOT, " ± %.1g", monteCarloError) : "";
    String few =
        tooFewFor(alpha)
            ? String.format(Locale.ROOT, "; too few to tell: p cannot be below %.4g", smallestP)
            : "";
    return String.format(Locale.ROOT, "p = %.3g%s (%s, n = %d)%s", p, error, test, n, few);
  }
}
