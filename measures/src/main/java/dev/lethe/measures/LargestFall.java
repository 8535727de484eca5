package dev.lethe.measures;

import java.util.Map;
import java.util.Optional;

/**
 * Task window that has lost the most of its best accuracy, up to now. In contrast to {@link
 * Forgetting}, it also counts the newest window, and it follows evaluations between window ends:
 *
 * <pre>
 *   fall_j = max over j ≤ l ≤ k of R[l][j] − now_j
 * </pre>
 *
 * @param window number of the window
 * @param best best accuracy at a window end, in [0, 1]
 * @param now newest accuracy, in [0, 1], below {@code best}
 * @param since number of the window whose training took the larger part of the fall: from its end
 *     on, the accuracy has been nearer to {@code now} than to {@code best}
 */
public record LargestFall(int window, double best, double now, int since) {

  /**
   * Returns the largest fall, or nothing if no window has fallen. Of equal falls, the oldest window
   * has it.
   *
   * @param now newest accuracy on the holdout of each window, in [0, 1]; NaN if unknown
   * @param current number of the window that is being trained
   */
  public static Optional<LargestFall> of(
      AccuracyMatrix matrix, Map<Integer, Double> now, int current) {
    LargestFall largest = null;
    for (int j : matrix.windows().toArray()) {
      LargestFall fall = ofWindow(matrix, j, now.getOrDefault(j, Double.NaN), current);
      // Comparisons with NaN are false.
      if (fall.size() > (largest == null ? 0 : largest.size())) {
        largest = fall;
      }
    }
    return Optional.ofNullable(largest);
  }

  private static LargestFall ofWindow(AccuracyMatrix matrix, int j, double now, int current) {
    double best = Double.NaN;
    for (int l = j; l <= matrix.newest(); l++) {
      double accuracy = matrix.at(l, j);
      best =
          Double.isNaN(best) ? accuracy : Math.max(best, Double.isNaN(accuracy) ? best : accuracy);
    }
    double middle = (best + now) / 2;
    int since = current;
    for (int l = matrix.newest(); l > j && !(matrix.at(l, j) > middle); l--) {
      if (!Double.isNaN(matrix.at(l, j))) {
        since = l;
      }
    }
    return new LargestFall(j, best, now, since);
  }

  private double size() {
    return best - now;
  }
}
