package dev.lethe.measures;

/**
 * Learning accuracy, how well each window was known when it ended:
 *
 * <pre>
 *   LA_k = mean over j ≤ k of R[j][j]          in [0, 1]
 * </pre>
 *
 * <p>M. Riemer et al., <i>Learning to learn without forgetting by maximizing transfer and
 * minimizing interference</i>, ICLR 2019. Report it beside {@link Forgetting}: a model that learns
 * nothing forgets nothing.
 *
 * <p>R[j][j] is final once window j has ended. The mean is therefore over all windows of the run
 * that had a holdout, retired windows included; NaN if there is none.
 */
public final class LearningAccuracy {
  private LearningAccuracy() {}

  /** Returns LA_k. */
  public static double of(AccuracyMatrix matrix) {
    return matrix.retiredLearning().with(matrix.windows(), matrix::learning);
  }
}
