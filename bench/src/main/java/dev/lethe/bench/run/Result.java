package dev.lethe.bench.run;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Result of a run.
 *
 * @param metrics all metrics that were computed, NaN if a metric has no finite value; metrics that
 *     were added to the code after the run are missing
 * @param bins mean error of consecutive stretches of a regression; empty for a stream of classes
 * @param seconds duration of the run
 */
public record Result(Map<Metric, Double> metrics, List<Double> bins, double seconds) {
  public Result {
    // in the order of the enum, also in files
    Map<Metric, Double> ordered = new EnumMap<>(Metric.class);
    metrics.forEach((metric, value) -> ordered.put(metric, finiteOrNan(value)));
    metrics = Collections.unmodifiableMap(ordered);
    bins = List.copyOf(bins);
  }

  private static double finiteOrNan(double value) {
    return Double.isFinite(value) ? value : Double.NaN;
  }

  /** Returns a metric; empty if it was not computed or has no finite value. */
  public Optional<Double> value(Metric metric) {
    return Optional.ofNullable(metrics.get(metric)).filter(Double::isFinite);
  }

  /** Returns true if all these metrics were computed, whether or not they have a finite value. */
  public boolean includes(Set<Metric> required) {
    return metrics.keySet().containsAll(required);
  }
}
