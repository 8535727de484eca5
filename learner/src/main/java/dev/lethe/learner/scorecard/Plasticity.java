package dev.lethe.learner.scorecard;

/**
 * How a window was learnt, against a fresh network on the same examples in the same batches: same
 * model and optimizer, other first values, nothing else of the method. All NaN without such a
 * network, and what there is no example for.
 *
 * @param online share of the window's labelled examples predicted rightly before they were learnt,
 *     in [0, 1]
 * @param freshOnline the same of the fresh network
 * @param holdout accuracy on the window's holdout at its end, in [0, 1]
 * @param freshHoldout the same of the fresh network
 * @param examples labelled examples until the running accuracy (fading by 0.99) first reaches 95 %
 *     of the one that the fresh network ends with; infinite where it never does. Not read before
 *     the 20th example, nor finer than to a thousandth
 * @param freshExamples the same of the fresh network
 */
public record Plasticity(
    double online,
    double freshOnline,
    double holdout,
    double freshHoldout,
    double examples,
    double freshExamples) {
  /** Where there is no fresh network. */
  static final Plasticity NONE =
      new Plasticity(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** Online accuracy as a multiple of the fresh network's: below 1 plasticity has been lost. */
  public double ratio() {
    return quotient(online, freshOnline);
  }

  /** Accuracy on the holdout as a multiple of the fresh network's. */
  public double holdoutRatio() {
    return quotient(holdout, freshHoldout);
  }

  /**
   * How many times as fast as the fresh network the window was learnt, by examples; 0 where it was
   * not learnt as well within the window.
   */
  public double speed() {
    return quotient(freshExamples, examples);
  }

  private static double quotient(double value, double reference) {
    return reference == 0 ? Double.NaN : value / reference;
  }
}
