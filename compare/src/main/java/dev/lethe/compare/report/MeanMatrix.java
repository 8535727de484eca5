package dev.lethe.compare.report;

import dev.lethe.compare.results.RunResult;
import dev.lethe.compare.results.RunResult.MatrixRow;
import dev.lethe.compare.statistics.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * Accuracy matrix of a method, mean over its seeds.
 *
 * @param rows one row per window end, in order
 */
record MeanMatrix(List<Row> rows) {
  /**
   * Row of the matrix.
   *
   * @param window window that has ended
   * @param cells cells by the window whose holdout was evaluated
   */
  record Row(int window, Map<Integer, Cell> cells) {}

  /**
   * Accuracy on one holdout, over the seeds.
   *
   * @param n number of seeds that have it
   * @param mean mean over these seeds, in [0, 1]
   * @param deviation standard deviation with n − 1; NaN for one seed
   * @param low lowest accuracy
   * @param high highest accuracy
   */
  record Cell(int n, double mean, double deviation, double low, double high) {}

  static MeanMatrix of(List<RunResult> runs) {
    NavigableMap<Integer, NavigableMap<Integer, List<Double>>> values = new TreeMap<>();
    for (RunResult run : runs) {
      for (MatrixRow row : run.matrix()) {
        var cells = values.computeIfAbsent(row.window(), window -> new TreeMap<>());
        row.accuracies()
            .forEach(
                (window, accuracy) -> {
                  if (Double.isFinite(accuracy)) {
                    cells.computeIfAbsent(window, w -> new ArrayList<>()).add(accuracy);
                  }
                });
      }
    }
    List<Row> rows = new ArrayList<>();
    values.forEach((window, cells) -> rows.add(new Row(window, cells(cells))));
    return new MeanMatrix(rows);
  }

  private static Map<Integer, Cell> cells(NavigableMap<Integer, List<Double>> values) {
    Map<Integer, Cell> cells = new TreeMap<>();
    values.forEach((window, each) -> cells.put(window, cell(each)));
    return cells;
  }

  private static Cell cell(List<Double> accuracies) {
    double[] values = accuracies.stream().mapToDouble(Double::doubleValue).toArray();
    Moments moments = Moments.of(values);
    return new Cell(
        moments.n(),
        moments.mean(),
        moments.deviation(),
        DoubleStream.of(values).min().orElseThrow(),
        DoubleStream.of(values).max().orElseThrow());
  }
}
