package dev.lethe.compare.results;

import dev.lethe.compare.statistics.Interval;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Results of one method over all seeds.
 *
 * @param method method as the user wrote it, or the name of a baseline that needs no learner
 * @param expression method in canonical form, with its optimizer; null for such a baseline
 * @param baseline true if the method was added as a baseline and was not requested
 * @param runs number of runs, whether or not they failed
 * @param failed runs that failed
 * @param diverged runs whose model had diverged at the end; their metrics count
 * @param metrics summaries by {@link RunMetric#key}
 * @param oracle true if it is the best point of a grid, chosen with the runs that judge it
 */
public record MethodResult(
    String method,
    String expression,
    boolean baseline,
    int runs,
    int failed,
    int diverged,
    Map<String, Summary> metrics,
    boolean oracle) {

  /**
   * Mean of a metric over the runs that have it.
   *
   * @param n number of these runs
   * @param mean mean, a share of 1
   * @param deviation standard deviation with n − 1; NaN for one run
   * @param interval Student's interval of the mean
   * @param bootstrap BCa bootstrap interval of the mean
   */
  public record Summary(
      int n, double mean, double deviation, Interval interval, Interval bootstrap) {}

  public MethodResult {
    metrics = new TreeMap<>(metrics);
  }

  /** Returns this method, labelled as an oracle or not. */
  public MethodResult withOracle(boolean isOracle) {
    return new MethodResult(
        method, expression, baseline, runs, failed, diverged, metrics, isOracle);
  }

  /** Returns the summary of a metric; empty if no run has it. */
  public Optional<Summary> metric(RunMetric metric) {
    return Optional.ofNullable(metrics.get(metric.key()));
  }
}
