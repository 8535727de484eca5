package dev.lethe.streams.readmodel;

import dev.lethe.schemas.MatrixRow;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.WindowMetrics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@link RunMetrics} for JSON; the meaning of each value is documented there. What is undefined or
 * not finite is null.
 *
 * @param eventTime epoch milliseconds
 */
public record MetricsView(
    long eventTime,
    long examples,
    long scored,
    long step,
    PrequentialView prequential,
    List<WindowView> windows,
    List<MatrixRowView> matrix,
    Double averageAccuracy,
    Double averageForgetting,
    Double backwardTransfer,
    Double learningAccuracy,
    int windowsClosed,
    Map<String, Double> figures) {

  /** Test-then-train accuracy, each in [0, 1] or null. */
  public record PrequentialView(Double cumulative, Double windowed, Double fading) {}

  /** One task window. */
  public record WindowView(
      int window,
      String task,
      long examples,
      Double prequential,
      Double holdout,
      Double learning,
      Double best,
      Double forgetting,
      boolean closed) {}

  /**
   * R[window][.]
   *
   * @param accuracy for each of the windows, in their order
   */
  public record MatrixRowView(int window, List<Double> accuracy) {}

  static MetricsView of(RunMetrics metrics) {
    return new MetricsView(
        metrics.getEventTime().toEpochMilli(),
        metrics.getExamples(),
        metrics.getScored(),
        metrics.getStep(),
        new PrequentialView(
            finite(metrics.getPrequential().getCumulative()),
            finite(metrics.getPrequential().getWindowed()),
            finite(metrics.getPrequential().getFading())),
        metrics.getWindows().stream().map(MetricsView::window).toList(),
        metrics.getMatrix().stream().map(MetricsView::row).toList(),
        finite(metrics.getAverageAccuracy()),
        finite(metrics.getAverageForgetting()),
        finite(metrics.getBackwardTransfer()),
        finite(metrics.getLearningAccuracy()),
        metrics.getWindowsClosed(),
        figures(metrics.getFigures()));
  }

  private static WindowView window(WindowMetrics window) {
    return new WindowView(
        window.getWindow(),
        window.getTask(),
        window.getExamples(),
        finite(window.getPrequential()),
        finite(window.getHoldout()),
        finite(window.getLearning()),
        finite(window.getBest()),
        finite(window.getForgetting()),
        window.getClosed());
  }

  private static MatrixRowView row(MatrixRow row) {
    var accuracy = new ArrayList<Double>(row.getAccuracy().size());
    row.getAccuracy().forEach(value -> accuracy.add(finite(value)));
    return new MatrixRowView(row.getWindow(), Collections.unmodifiableList(accuracy));
  }

  private static Map<String, Double> figures(Map<String, Double> figures) {
    var finite = new TreeMap<String, Double>();
    figures.forEach((name, value) -> finite.put(name, finite(value)));
    return Collections.unmodifiableMap(finite);
  }

  /** JSON has no NaN and no infinities. */
  private static Double finite(Double value) {
    return value == null || !Double.isFinite(value) ? null : value;
  }
}
