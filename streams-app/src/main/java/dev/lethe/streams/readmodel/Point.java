package dev.lethe.streams.readmodel;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;

/**
 * A run's metrics at one moment of its history.
 *
 * @param at wall clock in epoch milliseconds
 * @param examples predictions so far
 * @param holdout newest accuracy on each holdout there is
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

  /** The same point; where the holdouts have not moved, it shares their list with another. */
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
