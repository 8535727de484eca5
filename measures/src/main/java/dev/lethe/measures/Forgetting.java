package dev.lethe.measures;

import java.util.stream.IntStream;

/**
 * Forgetting, what a model has lost of its best accuracy on past windows:
 *
 * <pre>
 *   f_j = max over j ≤ l &lt; k of R[l][j] − R[k][j]     j &lt; k, in [−1, 1]
 *   F_k = mean over j &lt; k of f_j
 * </pre>
 *
 * <p>A. Chaudhry et al., <i>Riemannian walk for incremental learning: understanding forgetting and
 * intransigence</i>, ECCV 2018. The maximum leaves out the newest row k, and the mean leaves out
 * the newest window, so forgetting is below 0 if later windows helped, and NaN until the second
 * window ends. Rows l &lt; j, of models that had not seen window j, do not count.
 *
 * <p>The mean is over the windows whose holdout was evaluated in row k: a window without holdout
 * has no term, and neither has a window whose holdout is retired, since its accuracy is no longer
 * known.
 */
public final class Forgetting {
  private Forgetting() {}

  /** Returns {@code max over j ≤ l < k of R[l][j]}; NaN for the newest window and later ones. */
  public static double best(AccuracyMatrix matrix, int j) {
    return best(matrix, j, matrix.newest());
  }

  private static double best(AccuracyMatrix matrix, int j, int end) {
    return IntStream.range(j, end)
        .mapToDouble(l -> matrix.at(l, j))
        .filter(accuracy -> !Double.isNaN(accuracy))
        .max()
        .orElse(Double.NaN);
  }

  /** Returns f_j; NaN for the newest window and later ones. */
  public static double of(AccuracyMatrix matrix, int j) {
    return best(matrix, j) - matrix.at(matrix.newest(), j);
  }

  /** Returns F_k over the retained windows. */
  public static double average(AccuracyMatrix matrix) {
    return Mean.of(matrix.pastWindows(), j -> of(matrix, j));
  }

  /**
   * Returns the forgetting of an evaluation between window ends, the mean over the windows j ≤ k
   * that have ended of {@code max over j ≤ l ≤ k of R[l][j] − now_j}.
   *
   * @param now accuracies now, after window k has ended
   */
  public static double average(AccuracyMatrix matrix, AccuracyRow now) {
    return Mean.of(matrix.windows(), j -> best(matrix, j, matrix.newest() + 1) - now.at(j));
  }

  /** Returns the number of windows that F_k is a mean over. */
  public static int windows(AccuracyMatrix matrix) {
    return (int) matrix.pastWindows().filter(j -> !Double.isNaN(of(matrix, j))).count();
  }
}
