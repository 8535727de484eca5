package dev.lethe.streams.readmodel;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.lethe.schemas.RunMetrics;
import java.util.List;

/**
 * Metrics of a run at one moment of its history.
 *
 * @param at wall-clock time in epoch milliseconds
 * @param examples number of predictions
 * @param holdout newest accuracy on each holdout
 */
public record Point(
    long at,
    long examples,
    Double cumulative,
    Double windowed,
    Double fading,
    Double averageAccuracy,
    Double averageForgetting,
    Double examplesPerSecond,
    Double lag,
    List<HoldoutAccuracy> holdout) {

  /** Written as a pair, {@code [window, accuracy]}. */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  public record HoldoutAccuracy(int window, double accuracy) {}

  static Point of(long at, RunMetrics metrics) {
    return new Point(
        at,
        metrics.getExamples(),
        finite(metrics.getPrequential().getCumulative()),
        finite(metrics.getPrequential().getWindowed()),
        finite(metrics.getPrequential().getFading()),
        finite(metrics.getAverageAccuracy()),
        finite(metrics.getAverageForgetting()),
        finite(metrics.getHealth().get("examples.per.second")),
        finite(metrics.getHealth().get("lag")),
        metrics.getWindows().stream()
            .filter(window -> finite(window.getHoldout()) != null)
            .map(window -> new HoldoutAccuracy(window.getWindow(), window.getHoldout()))
            .toList());
  }

  /** JSON has no NaN and no infinities. */
  private static Double finite(Double value) {
    return value == null || !Double.isFinite(value) ? null : value;
  }

  /** Returns the same point. If the holdouts are equal, it shares the list of the other point. */
  Point sharing(Point other) {
    return holdout.equals(other.holdout) ? withHoldout(other.holdout) : this;
  }

  private Point withHoldout(List<HoldoutAccuracy> shared) {
    return new Point(
        at,
        examples,
        cumulative,
        windowed,
        fading,
        averageAccuracy,
        averageForgetting,
        examplesPerSecond,
        lag,
        shared);
  }
}
