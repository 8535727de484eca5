package dev.lethe.bench;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run came to.
 *
 * @param figures all that were looked for: NaN where one came to nothing; one that there was not
 *     yet when the run was made is left out
 * @param bins mean error of equal stretches of a regression, in their order; of classes none
 * @param seconds that it took
 */
record Result(Map<Metric, Double> metrics, List<Double> bins, double seconds) {
  Result {
    // in the order of the enum, also in files
    Map<Metric, Double> ordered = new EnumMap<>(Metric.class);
    metrics.forEach((figure, value) -> ordered.put(figure, finite(value)));
    metrics = Collections.unmodifiableMap(ordered);
    bins = List.copyOf(bins);
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : Double.NaN;
  }

  /** A figure, if it came to something. */
  Optional<Double> figure(Metric figure) {
    return Optional.ofNullable(metrics.get(figure)).filter(Double::isFinite);
  }

  /** Whether all these were looked for. */
  boolean tells(Set<Metric> wanted) {
    return metrics.keySet().containsAll(wanted);
  }
}
