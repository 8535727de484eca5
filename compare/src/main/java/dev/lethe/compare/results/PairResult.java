package dev.lethe.compare.results;

import dev.lethe.compare.statistics.Comparison.Verdict;
import dev.lethe.compare.statistics.Interval;
import java.util.Set;

/**
 * Difference between two methods, paired by seed.
 *
 * @param first first method
 * @param second second method
 * @param metric {@link RunMetric#key} of the metric
 * @param baseline true if one of the methods is a baseline that was not requested; such pairs are a
 *     family of their own
 * @param difference mean of first less second, a share of 1; NaN if no seed has both
 * @param interval Student's interval of the difference
 * @param p p of the test, two-sided, without correction
 * @param adjustedP p after Holm's correction for the comparisons of the family
 * @param family number of comparisons in the family
 * @param n number of seeds that both methods have
 * @param test name of the test
 * @param smallestP smallest p that n seeds can reach
 * @param wilcoxonP p of Wilcoxon's signed-rank test, two-sided
 * @param verdict result for the first method
 * @param text the comparison in words
 * @param hedgesG Hedges' g of the paired differences; NaN below 3 seeds
 * @param improvement probability that a run of the first method is better than one of the second
 */
public record PairResult(
    String first,
    String second,
    String metric,
    boolean baseline,
    double difference,
    Interval interval,
    double p,
    double adjustedP,
    int family,
    int n,
    String test,
    double smallestP,
    double wilcoxonP,
    Verdict verdict,
    String text,
    double hedgesG,
    Interval improvement) {
  /**
   * Returns the pair without a better method if the better one is an oracle.
   *
   * @param oracles methods that were chosen with the runs that judge them
   */
  public PairResult without(Set<String> oracles) {
    boolean isOracle =
        (verdict == Verdict.BETTER && oracles.contains(first))
            || (verdict == Verdict.WORSE && oracles.contains(second));
    if (!isOracle) {
      return this;
    }
    return new PairResult(
        first,
        second,
        metric,
        baseline,
        difference,
        interval,
        p,
        adjustedP,
        family,
        n,
        test,
        smallestP,
        wilcoxonP,
        Verdict.NOT_JUDGED,
        Verdict.NOT_JUDGED.text() + text.substring(verdict.text().length()),
        hedgesG,
        improvement);
  }
}
