package dev.lethe.streams.readmodel;

import com.fasterxml.jackson.annotation.JsonFormat;
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

  static Point of(long at, MetricsView metrics) {
    return new Point(
        at,
        metrics.examples(),
        metrics.prequential().cumulative(),
        metrics.prequential().windowed(),
        metrics.prequential().fading(),
        metrics.averageAccuracy(),
        metrics.averageForgetting(),
        metrics.health().get("examples.per.second"),
        metrics.health().get("lag"),
        metrics.windows().stream()
            .filter(window -> window.holdout() != null)
            .map(window -> new HoldoutAccuracy(window.window(), window.holdout()))
            .toList());
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
