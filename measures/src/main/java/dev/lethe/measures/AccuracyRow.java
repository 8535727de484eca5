package dev.lethe.measures;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Accuracy of one model on the holdout of each task window. Taken at the end of window i, it is the
 * row {@code R[i][.]} of the accuracy matrix.
 *
 * @param window number of the task window i that the model was learning, at least 0
 * @param accuracies accuracy in [0, 1] by number of the holdout's window; NaN, the accuracy on an
 *     empty holdout, is dropped. In ascending order, read-only
 */
public record AccuracyRow(int window, SortedMap<Integer, Double> accuracies) {
  public AccuracyRow {
    requireWindow("window", window);
    accuracies.forEach(AccuracyRow::requireAccuracy);
    NavigableMap<Integer, Double> defined = new TreeMap<>(accuracies);
    defined.values().removeIf(accuracy -> accuracy.isNaN());
    accuracies = Collections.unmodifiableSortedMap(defined);
  }

  private static void requireWindow(String key, int window) {
    if (window < 0) {
      throw new IllegalArgumentException("%s: got '%d', expected 0 or more".formatted(key, window));
    }
  }

  private static void requireAccuracy(int window, double accuracy) {
    requireWindow("accuracies", window);
    if (accuracy < 0 || accuracy > 1) {
      throw new IllegalArgumentException(
          "accuracies[%d]: got '%s', expected a number in [0, 1] or NaN"
              .formatted(window, accuracy));
    }
  }

  /** Returns the accuracy on the holdout of a window, or NaN if it was not evaluated. */
  public double at(int column) {
    return accuracies.getOrDefault(column, Double.NaN);
  }

  /** Returns this row without the holdouts of older windows. */
  AccuracyRow from(int oldest) {
    return new AccuracyRow(window, accuracies.tailMap(oldest));
  }
}
