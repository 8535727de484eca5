package dev.lethe.bench.tune;

import dev.lethe.bench.protocol.Protocol;
import dev.lethe.bench.run.Metric;
import dev.lethe.bench.run.Result;
import java.util.List;

/**
 * Rule for the choice of a setting.
 *
 * @param grid values to try
 * @param by metric whose best value is chosen
 * @param seed seed of the runs; its results are never reported
 */
public record Selection(Grid grid, Metric by, long seed) {
  public static final long DEFAULT_SEED = 1001;

  /**
   * Rejects a metric that the runs of a protocol do not have.
   *
   * @param id id of the target that the selection belongs to, for the message
   * @throws IllegalArgumentException if the runs do not have the metric
   */
  public void requireMetricOf(String id, Protocol protocol) {
    List<Metric> metrics = Metric.ofRegression(protocol.isRegression());
    if (!metrics.contains(by)) {
      throw new IllegalArgumentException(
          "%s: tune by: got '%s', expected one of %s"
              .formatted(id, by.key(), metrics.stream().map(Metric::key).toList()));
    }
  }

  /** Returns the score of a run, higher is better; NaN if the metric has no finite value. */
  double score(Result run) {
    return run.value(by).map(this::signed).orElse(Double.NaN);
  }

  /** Formats the metric of a score. */
  public String text(double score) {
    return by.unit().text(signed(score));
  }

  private double signed(double value) {
    return by.lessIsBetter() ? -value : value;
  }
}
