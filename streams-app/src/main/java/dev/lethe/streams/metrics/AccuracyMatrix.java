package dev.lethe.streams.metrics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * {@code R[i][j]}: accuracy on the holdout of task window j at the end of window i, and what
 * follows from it. Below, k is the newest window that has a row. Cells that were not evaluated are
 * NaN and left out of each mean; a mean of nothing is NaN.
 *
 * <ul>
 *   <li>average accuracy {@code A_k = mean_{j<=k} R[k][j]}
 *   <li>forgetting {@code f_j = max_{j<=l<k} R[l][j] - R[k][j]}, {@code F_k = mean_{j<k} f_j} (A.
 *       Chaudhry et al., <i>Riemannian walk for incremental learning</i>, ECCV 2018), in [-1, 1]
 *   <li>backward transfer {@code BWT = mean_{j<k} (R[k][j] - R[j][j])} (D. Lopez-Paz, M. Ranzato,
 *       <i>Gradient episodic memory</i>, NeurIPS 2017), in [-1, 1]
 *   <li>learning accuracy {@code LA = mean_{j<=k} R[j][j]}
 * </ul>
 */
public final class AccuracyMatrix {
  private final NavigableMap<Integer, NavigableMap<Integer, Double>> rows = new TreeMap<>();

  /**
   * Sets row i; one that is there already is replaced.
   *
   * @param accuracies by j; NaN is not kept
   */
  public void put(int i, NavigableMap<Integer, Double> accuracies) {
    var row = new TreeMap<>(accuracies);
    row.values().removeIf(accuracy -> accuracy.isNaN());
    rows.put(i, row);
  }

  /** Forgets the rows and columns of all windows before this one. */
  public void retireBefore(int window) {
    rows.headMap(window, false).clear();
    rows.values().forEach(row -> row.headMap(window, false).clear());
  }

  /** The windows that have a row, in order. */
  public Iterable<Integer> rows() {
    return Collections.unmodifiableSet(rows.keySet());
  }

  /** R[i][j] in [0, 1], or NaN. */
  public double at(int i, int j) {
    NavigableMap<Integer, Double> row = rows.get(i);
    return row == null ? Double.NaN : row.getOrDefault(j, Double.NaN);
  }

  /** {@code max_{j<=l<k} R[l][j]}: the largest before the newest row. */
  public double best(int j) {
    if (rows.isEmpty() || j >= newest()) {
      return Double.NaN;
    }
    return rows.subMap(j, true, newest(), false).keySet().stream()
        .mapToDouble(l -> at(l, j))
        .filter(accuracy -> !Double.isNaN(accuracy))
        .max()
        .orElse(Double.NaN);
  }

  /** f_j; NaN for the newest window and later ones. */
  public double forgetting(int j) {
    return rows.isEmpty() ? Double.NaN : best(j) - at(newest(), j);
  }

  public double averageAccuracy() {
    return mean(true, j -> at(newest(), j));
  }

  public double averageForgetting() {
    return mean(false, this::forgetting);
  }

  public double backwardTransfer() {
    return mean(false, j -> at(newest(), j) - at(j, j));
  }

  public double learningAccuracy() {
    return mean(true, j -> at(j, j));
  }

  private int newest() {
    return rows.lastKey();
  }

  private double mean(boolean newestIncluded, IntToDoubleFunction ofColumn) {
    if (rows.isEmpty()) {
      return Double.NaN;
    }
    IntStream columns =
        IntStream.concat(
                rows.keySet().stream().mapToInt(Integer::intValue),
                rows.lastEntry().getValue().keySet().stream().mapToInt(Integer::intValue))
            .distinct()
            .filter(j -> newestIncluded ? j <= newest() : j < newest());
    DoubleStream values = columns.mapToDouble(ofColumn).filter(value -> !Double.isNaN(value));
    return values.average().orElse(Double.NaN);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(rows.size());
    for (var row : rows.entrySet()) {
      out.writeInt(row.getKey());
      out.writeInt(row.getValue().size());
      for (var cell : row.getValue().entrySet()) {
        out.writeInt(cell.getKey());
        out.writeDouble(cell.getValue());
      }
    }
  }

  static AccuracyMatrix readFrom(DataInput in) throws IOException {
    var read = new AccuracyMatrix();
    int rows = in.readInt();
    for (int r = 0; r < rows; r++) {
      int window = in.readInt();
      var row = new TreeMap<Integer, Double>();
      int cells = in.readInt();
      for (int c = 0; c < cells; c++) {
        row.put(in.readInt(), in.readDouble());
      }
      read.rows.put(window, row);
    }
    return read;
  }
}
