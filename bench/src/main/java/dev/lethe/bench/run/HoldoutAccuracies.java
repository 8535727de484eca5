package dev.lethe.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * R[i][j], j ≤ i: accuracy on window j after window i. What does not exist, such as the forgetting
 * of a single window or what a window without holdout would say, is NaN, and no mean counts it.
 */
final class HoldoutAccuracies {
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
    return mean(end, j -> best(j, end) - at(end, j));
  }

  private double best(int j, int end) {
    return IntStream.range(j, end)
        .mapToDouble(i -> at(i, j))
        .filter(accuracy -> !Double.isNaN(accuracy))
        .max()
        .orElse(Double.NaN);
  }

  /** LA = 1/T Σ_j R[j][j]. */
  double learning() {
    return mean(rows.size(), j -> at(j, j));
  }

  /** BWT = 1/(T−1) Σ_{j&lt;T} (R[T][j] − R[j][j]) (Lopez-Paz and Ranzato 2017). */
  double backwardTransfer() {
    int end = rows.size() - 1;
    return mean(end, j -> at(end, j) - at(j, j));
  }

  /** 1/(T−1) Σ_{j&lt;T} (R[j+1][j] − R[j][j]) (Kumar et al. 2023). */
  double oneStepBackwardTransfer() {
    return mean(rows.size() - 1, j -> at(j + 1, j) - at(j, j));
  }

  /** Of those that exist; NaN where none does. */
  static double mean(double[] values) {
    return mean(values.length, j -> values[j]);
  }

  private static double mean(int count, IntToDoubleFunction value) {
    return IntStream.range(0, count)
        .mapToDouble(value)
        .filter(each -> !Double.isNaN(each))
        .average()
        .orElse(Double.NaN);
  }

  private double at(int i, int j) {
    double[] row = rows.get(i);
    return j < row.length ? row[j] : Double.NaN;
  }

  private double[] last() {
    return rows.get(rows.size() - 1);
  }
}
