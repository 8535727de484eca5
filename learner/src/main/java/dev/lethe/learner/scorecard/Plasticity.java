package dev.lethe.learner.scorecard;

import dev.lethe.measures.PlasticityRatio;

/**
 * Learning of a window by the run, compared with a fresh network. The fresh network is trained on
 * the same examples in the same batches. It has the same model and optimizer, other initial values,
 * and no other parts of the method. All values are NaN without a fresh network. A value is NaN if
 * there is no example for it.
 *
 * @param online test-then-train accuracy of the run on the window's labelled examples, in [0, 1]
 * @param freshOnline test-then-train accuracy of the fresh network, in [0, 1]
 * @param holdout accuracy of the run on the window's holdout at the window end, in [0, 1]
 * @param freshHoldout accuracy of the fresh network on the window's holdout, in [0, 1]
 * @param examples number of labelled examples until the run's accuracy with fading factor 0.99
 *     reaches 95 % of the fresh network's final one; infinite if it never does. The first 20
 *     examples do not count as reaching it, and accuracies are rounded down to 0.001
 * @param freshExamples number of labelled examples until the fresh network reaches the same
 *     accuracy
 */
public record Plasticity(
    double online,
    double freshOnline,
    double holdout,
    double freshHoldout,
    double examples,
    double freshExamples) {
  /** Values without a fresh network: all NaN. */
  static final Plasticity NONE =
      new Plasticity(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** Returns the test-then-train accuracy divided by the fresh network's; below 1 means a loss. */
  public double ratio() {
    return PlasticityRatio.ofAccuracies(online, freshOnline);
  }

  /** Returns the holdout accuracy divided by the fresh network's. */
  public double holdoutRatio() {
    return PlasticityRatio.ofAccuracies(holdout, freshHoldout);
  }

  /**
   * Returns the learning speed relative to the fresh network: the fresh network's number of
   * examples divided by the run's. Returns 0 if the run did not reach the accuracy within the
   * window.
   */
  public double speed() {
    return PlasticityRatio.ofExamples(examples, freshExamples);
  }
}
