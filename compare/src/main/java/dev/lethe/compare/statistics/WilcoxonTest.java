package dev.lethe.compare.statistics;

/**
 * Wilcoxon signed-rank test of paired differences.
 *
 * @param alternative alternative hypothesis
 * @param zeros rule for differences of 0
 * @param maxExact maximum n of the exact test; above it p is normal, with correction for ties
 */
public record WilcoxonTest(Alternative alternative, SignedRanks.Zeros zeros, int maxExact) {
  /** Two-sided, without zeros, exact up to 50 differences, as in SciPy. */
  public static final WilcoxonTest DEFAULT =
      new WilcoxonTest(Alternative.TWO_SIDED, SignedRanks.Zeros.DROP, 50);

  public WilcoxonTest {
    Values.requireAtLeast("maxExact", 0, maxExact);
  }

  /**
   * Tests differences; the statistic is R+. Zeros count in n of the result, but not in its ranks.
   * Without a difference p is 1.
   *
   * @param differences finite differences
   */
  public TestResult test(double... differences) {
    SignedRanks ranks = SignedRanks.of(differences, zeros);
    boolean exact = ranks.n() <= maxExact;
    return new TestResult(
        "Wilcoxon signed-rank test, " + (exact ? "exact" : "normal"),
        differences.length,
        ranks.positive(),
        exact ? ranks.exactP(alternative) : ranks.normalP(alternative),
        TestResult.smallestP(differences.length, alternative),
        0);
  }
}
