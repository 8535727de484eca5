package dev.lethe.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * R[i][j], j ≤ i: accuracy on window j after window i. What does not exist, such as the forgetting
 * of a single window, is NaN.
 */
final class AccuracyMatrix {
  private final List<double[]> rows = new ArrayList<>();

  /** Adds the next row. */
  void add(double[] row) {
    rows.add(row);
  }

  /** A = 1/T Σ_j R[T][j]. */
  double average() {
    return rows.isEmpty() ? Double.NaN : mean(last());
  }

  /** F = 1/(T−1) Σ_{j&lt;T} (max_{j≤i&lt;T} R[i][j] − R[T][j]) (Chaudhry et al. 2018). */
  double forgetting() {
    int end = rows.size() - 1;
    double sum = 0;
    for (int j = 0; j < end; j++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int i = j; i < end; i++) {
        best = Math.max(best, rows.get(i)[j]);
      }
      sum += best - last()[j];
    }
    return end < 1 ? Double.NaN : sum / end;
  }

  /** LA = 1/T Σ_j R[j][j]. */
  double learning() {
    double sum = 0;
    for (int j = 0; j < rows.size(); j++) {
      sum += at(j, j);
    }
    return sum / rows.size();
  }

  /** BWT = 1/(T−1) Σ_{j&lt;T} (R[T][j] − R[j][j]) (Lopez-Paz and Ranzato 2017). */
  double backwardTransfer() {
    int end = rows.size() - 1;
    double sum = 0;
    for (int j = 0; j < end; j++) {
      sum += at(end, j) - at(j, j);
    }
    return end < 1 ? Double.NaN : sum / end;
  }

  /** 1/(T−1) Σ_{j&lt;T} (R[j+1][j] − R[j][j]) (Kumar et al. 2023). */
  double oneStepBackwardTransfer() {
    int end = rows.size() - 1;
    double sum = 0;
    for (int j = 0; j < end; j++) {
      sum += at(j + 1, j) - at(j, j);
    }
    return end < 1 ? Double.NaN : sum / end;
  }

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private double at(int i, int j) {
    double[] row = rows.get(i);
    return j < row.length ? row[j] : Double.NaN;
  }

  private double[] last() {
    return rows.get(rows.size() - 1);
  }
}
