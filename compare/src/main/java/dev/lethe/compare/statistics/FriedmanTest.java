package dev.lethe.compare.statistics;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.FDistribution;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.special.Gamma;

/**
 * Friedman's test of k methods over N streams (Demšar, Statistical comparisons of classifiers over
 * multiple data sets, JMLR 2006). Rank 1 is the best; ties have their average rank.
 *
 * <pre>
 *   χ² = 12N/(k(k+1)) (Σ R² − k(k+1)²/4)                     k − 1 degrees of freedom
 *   F  = (N − 1) χ² / (N(k − 1) − χ²)                        k − 1 and (k − 1)(N − 1)
 * </pre>
 *
 * F is the correction of Iman and Davenport (1980). It uses χ² without correction for ties, as the
 * paper does; this is conservative. χ² needs about N &gt; 10 and k &gt; 5.
 *
 * @param methods names of the methods
 * @param streams number of streams N
 * @param meanRanks mean rank R of each method
 * @param chiSquared χ² without correction for ties
 * @param tieCorrectedChiSquared χ² / (1 − Σ(t³ − t) / (N k(k² − 1))); 0 if all values are tied
 */
public record FriedmanTest(
    List<String> methods,
    int streams,
    List<Double> meanRanks,
    double chiSquared,
    double tieCorrectedChiSquared) {
  public FriedmanTest {
    methods = List.copyOf(methods);
    meanRanks = List.copyOf(meanRanks);
  }

  /** Ranks the methods of each stream. */
  public static FriedmanTest of(StreamScores scores) {
    int k = scores.methods().size();
    int n = scores.streams().size();
    double[] sums = new double[k];
    double ties = 0;
    for (int i = 0; i < n; i++) {
      Ranks ranks = Ranks.of(DoubleStream.of(scores.scores(i)).map(score -> -score).toArray());
      for (int j = 0; j < k; j++) {
        sums[j] += ranks.ranks()[j];
      }
      ties += ranks.tieTerm();
    }
    List<Double> means = DoubleStream.of(sums).map(sum -> sum / n).boxed().toList();
    double squares = means.stream().mapToDouble(mean -> mean * mean).sum();
    // below 0 by rounding if all mean ranks are equal
    double chiSquared =
        Math.max(0, 12.0 * n / (k * (k + 1.0)) * (squares - k * (k + 1.0) * (k + 1.0) / 4));
    double untied = 1 - ties / (n * k * (k * (double) k - 1));
    double corrected = untied <= 0 ? 0 : chiSquared / untied;
    return new FriedmanTest(scores.methods(), n, means, chiSquared, corrected);
  }

  /** Returns p of χ² without correction for ties. */
  public double chiSquaredP() {
    return upperTail(chiSquared);
  }

  /** Returns p of χ² with correction for ties. */
  public double tieCorrectedP() {
    return upperTail(tieCorrectedChiSquared);
  }

  private double upperTail(double value) {
    // the tail itself; 1 less the distribution function of hipparchus would cancel
    return Gamma.regularizedGammaQ((k() - 1) / 2.0, value / 2);
  }

  /** Returns Iman and Davenport's F; infinite if all streams rank the methods alike. */
  public double f() {
    double rest = streams * (k() - 1.0) - chiSquared;
    return chiSquared == 0
        ? 0
        : rest <= 1e-9 * chiSquared ? Double.POSITIVE_INFINITY : (streams - 1) * chiSquared / rest;
  }

  /**
   * Returns the test by F. p is not below (k!)^(1 − N), the probability that all streams rank the
   * methods alike; F would be infinite then. One stream has p 1.
   */
  public TestResult test() {
    double smallest = Math.exp((1 - streams) * Gamma.logGamma(k() + 1.0));
    double f = f();
    double p = streams == 1 || f == 0 ? 1 : Math.max(smallest, upperTailOfF(f));
    return new TestResult("Friedman test with Iman–Davenport F", streams, f, p, smallest, 0);
  }

  private double upperTailOfF(double f) {
    // the lower tail of 1/F, since 1 less the distribution function would cancel
    return new FDistribution((k() - 1.0) * (streams - 1), k() - 1.0).cumulativeProbability(1 / f);
  }

  /** Returns z = (Rᵢ − Rⱼ) / √(k(k+1)/(6N)) of two methods, by position. */
  public double z(int first, int second) {
    return (meanRanks.get(first) - meanRanks.get(second))
        / Math.sqrt(k() * (k() + 1.0) / (6.0 * streams));
  }

  /**
   * Returns the two-sided p of every other method against a control, corrected by Holm's method.
   *
   * @param control position of the control
   */
  public List<Double> againstControl(int control) {
    var normal = new NormalDistribution();
    return Holm.adjust(
        IntStream.range(0, k())
            .filter(method -> method != control)
            .mapToObj(method -> 2 * normal.cumulativeProbability(-Math.abs(z(control, method))))
            .toList());
  }

  private int k() {
    return methods.size();
  }
}
