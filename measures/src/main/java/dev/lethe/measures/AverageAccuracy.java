package dev.lethe.measures;

/**
 * Average accuracy, how well a model knows all windows so far:
 *
 * <pre>
 *   A_k = mean over j ≤ k of R[k][j]          in [0, 1]
 * </pre>
 *
 * <p>D. Lopez-Paz and M. Ranzato, <i>Gradient episodic memory for continual learning</i>, NeurIPS
 * 2017. The mean is over the windows whose holdout was evaluated, all with the same weight; NaN if
 * there is none.
 */
public final class AverageAccuracy {
  private AverageAccuracy() {}

  /** Returns A_k, k the newest row, over its retained columns. */
  public static double of(AccuracyMatrix matrix) {
    return Mean.of(matrix.windows(), j -> matrix.at(matrix.newest(), j));
  }

  /** Returns A at the moment of an evaluation, which need not be a window's end. */
  public static double of(AccuracyRow row) {
    return Mean.of(
        row.accuracies().headMap(row.window() + 1).keySet().stream().mapToInt(Integer::intValue),
        row::at);
  }
}
