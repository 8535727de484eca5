package dev.lethe.streams.readmodel;

import dev.lethe.schemas.MatrixRow;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.Scorecard;
import dev.lethe.schemas.WindowMetrics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@link RunMetrics} for JSON; the schema documents each value. Undefined and non-finite values are
 * null.
 *
 * @param eventTime epoch milliseconds
 * @param health newest health metrics by name
 * @param scorecard newest scorecard, or null before the first
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
    Map<String, Double> health,
    ScorecardView scorecard) {

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

  /**
   * Newest scorecard, with the fields of {@link Scorecard} except the run.
   *
   * @param eventTime epoch milliseconds
   */
  public record ScorecardView(
      int window,
      String task,
      long step,
      long eventTime,
      Double accuracy,
      Double forgetting,
      Double learningAccuracy,
      Double onlineAccuracy,
      Double freshOnlineAccuracy,
      Double plasticityRatio,
      Double plasticityHoldoutRatio,
      Double plasticitySpeed,
      Double warmStartGap) {}

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
        health(metrics.getHealth()),
        metrics.getScorecard() == null ? null : scorecard(metrics.getScorecard()));
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

  private static Map<String, Double> health(Map<String, Double> metrics) {
    var finite = new TreeMap<String, Double>();
    metrics.forEach((name, value) -> finite.put(name, finite(value)));
    return Collections.unmodifiableMap(finite);
  }

  private static ScorecardView scorecard(Scorecard scorecard) {
    return new ScorecardView(
        scorecard.getWindow(),
        scorecard.getTask(),
        scorecard.getStep(),
        scorecard.getEventTime().toEpochMilli(),
        finite(scorecard.getAccuracy()),
        finite(scorecard.getForgetting()),
        finite(scorecard.getLearningAccuracy()),
        finite(scorecard.getOnlineAccuracy()),
        finite(scorecard.getFreshOnlineAccuracy()),
        finite(scorecard.getPlasticityRatio()),
        finite(scorecard.getPlasticityHoldoutRatio()),
        finite(scorecard.getPlasticitySpeed()),
        finite(scorecard.getWarmStartGap()));
  }

  /** JSON has no NaN and no infinities. */
  private static Double finite(Double value) {
    return value == null || !Double.isFinite(value) ? null : value;
  }
}
