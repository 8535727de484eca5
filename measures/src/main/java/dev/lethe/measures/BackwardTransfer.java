package dev.lethe.measures;

/**
 * Backward transfer, the effect of later windows on earlier ones; below 0 they harmed them, above 0
 * they helped. NaN until the second window ends.
 *
 * <pre>
 *   BWT      = mean over j &lt; k of (R[k][j] − R[j][j])       in [−1, 1]
 *   one-step = mean over j &lt; k of (R[j+1][j] − R[j][j])     in [−1, 1]
 * </pre>
 *
 * <p>BWT: D. Lopez-Paz and M. Ranzato, <i>Gradient episodic memory for continual learning</i>,
 * NeurIPS 2017, equation 3, with k − 1 terms. One-step: S. Kumar, H. Marklund and B. Van Roy,
 * <i>Maintaining plasticity in continual learning via regenerative regularization</i>, 2023.
 */
public final class BackwardTransfer {
  private BackwardTransfer() {}

  /** Returns BWT over the retained windows whose holdout was evaluated in rows j and k. */
  public static double average(AccuracyMatrix matrix) {
    return Mean.of(matrix.pastWindows(), j -> matrix.at(matrix.newest(), j) - matrix.learning(j));
  }

  /**
   * Returns one-step backward transfer over all windows of the run whose holdout was evaluated in
   * rows j and j+1, retired windows included.
   */
  public static double oneStep(AccuracyMatrix matrix) {
    return matrix.retiredOneStep().with(matrix.pastWindows(), matrix::oneStep);
  }
}
