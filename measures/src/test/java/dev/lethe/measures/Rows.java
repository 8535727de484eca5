package dev.lethe.measures;

import java.util.Map;
import java.util.TreeMap;

/** Rows written as the accuracies on windows 0, 1, …; NaN where a window was not evaluated. */
final class Rows {
  static final double NONE = Double.NaN;

  private Rows() {}

  static AccuracyRow row(int window, double... accuracies) {
    var row = new TreeMap<Integer, Double>();
    for (int j = 0; j < accuracies.length; j++) {
      row.put(j, accuracies[j]);
    }
    return new AccuracyRow(window, row);
  }

  static AccuracyRow row(int window, Map<Integer, Double> accuracies) {
    return new AccuracyRow(window, new TreeMap<>(accuracies));
  }

  /** A matrix of rows 0, 1, …. */
  static AccuracyMatrix matrix(double[]... rows) {
    var matrix = new AccuracyMatrix();
    for (int i = 0; i < rows.length; i++) {
      matrix.put(row(i, rows[i]));
    }
    return matrix;
  }
}
