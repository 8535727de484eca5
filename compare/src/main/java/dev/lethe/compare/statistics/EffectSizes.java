package dev.lethe.compare.statistics;

import java.util.stream.DoubleStream;
import org.hipparchus.special.Gamma;
import org.hipparchus.stat.StatUtils;

/** Sizes of effects, beside the difference itself. */
public final class EffectSizes {
  private EffectSizes() {}

  /**
   * Returns Cohen's d of paired differences, mean / s (Cohen, 1988); NaN if n is below 2 or all
   * differences are equal.
   */
  public static double cohensD(double... differences) {
    Moments moments = Moments.of(differences);
    double rounding = Values.tolerance(differences);
    return moments.deviation() > rounding ? moments.mean() / moments.deviation() : Double.NaN;
  }

  /**
   * Returns Hedges' g of paired differences: d without its bias for small n, J(n − 1) d, J(m) =
   * Γ(m/2) / (√(m/2) Γ((m − 1)/2)) (Hedges, 1981); NaN if n is below 3 or all differences are
   * equal.
   */
  public static double hedgesG(double... differences) {
    double m = differences.length - 1.0;
    if (m < 2) {
      return Double.NaN;
    }
    double correction = Math.exp(Gamma.logGamma(m / 2) - Gamma.logGamma((m - 1) / 2));
    return cohensD(differences) * correction / Math.sqrt(m / 2);
  }

  /**
   * Returns Cliff's delta of two samples, P(X &gt; Y) − P(X &lt; Y), from −1 to 1 (Cliff, 1993);
   * NaN if a sample is empty.
   */
  public static double cliffsDelta(double[] first, double[] second) {
    return 2 * ProbabilityOfImprovement.of(first, second) - 1;
  }

  /**
   * Returns the Hodges–Lehmann estimate of the centre of the differences: the median of all
   * averages (dᵢ + dⱼ)/2 with i ≤ j (Hodges and Lehmann, 1963); NaN if there are none.
   */
  public static double hodgesLehmann(double... differences) {
    double[] finite = Values.requireFinite("differences", differences);
    var averages = DoubleStream.builder();
    for (int i = 0; i < finite.length; i++) {
      for (int j = i; j < finite.length; j++) {
        averages.add((finite[i] + finite[j]) / 2);
      }
    }
    return StatUtils.percentile(averages.build().toArray(), 50);
  }
}
