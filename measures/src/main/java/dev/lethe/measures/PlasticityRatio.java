package dev.lethe.measures;

/**
 * Plasticity of a run relative to a fresh network that learns the same window, the same examples in
 * the same batches, from new initial parameters:
 *
 * <pre>
 *   ratio = a_k / a_k^fresh          speed = n_k^fresh / n_k
 * </pre>
 *
 * <p>a_k is an accuracy on window k: of predictions before learning, or on its holdout. n_k is the
 * number of examples until a given accuracy was reached. Below 1 the run has lost plasticity; both
 * are at least 0 and have no upper bound. S. Dohare et al., <i>Loss of plasticity in deep continual
 * learning</i>, Nature 632, 2024, compare with networks trained from scratch in the same way.
 */
public final class PlasticityRatio {
  private PlasticityRatio() {}

  /**
   * Returns the accuracy of the run as a multiple of the fresh network's; NaN if either is NaN or
   * the fresh network's is 0.
   */
  public static double ofAccuracies(double accuracy, double fresh) {
    return quotient(accuracy, fresh);
  }

  /**
   * Returns the speed of the run as a multiple of the fresh network's.
   *
   * @param examples number until the run reached the accuracy, infinite if it never did: speed 0
   * @param fresh number until the fresh network did
   */
  public static double ofExamples(double examples, double fresh) {
    return quotient(fresh, examples);
  }

  private static double quotient(double value, double reference) {
    return reference == 0 ? Double.NaN : value / reference;
  }
}
