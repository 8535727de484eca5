package dev.lethe.compare.report;

import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.MethodResult;
import dev.lethe.compare.results.RunMetric;
import dev.lethe.compare.results.RunResult;
import dev.lethe.compare.results.RunResult.Status;
import dev.lethe.compare.statistics.Comparison;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Everything that the page draws.
 *
 * @param results content of {@code results.json}
 * @param alpha error rate of the verdicts
 * @param metrics names, units and directions of all metrics
 * @param methods means over the seeds of each method, in the order of the ranking
 * @param ties pairs of requested methods without a difference shown
 */
record ReportData(
    ComparisonResults results,
    double alpha,
    List<Metric> metrics,
    List<Means> methods,
    List<TiedPair> ties) {

  /**
   * A metric.
   *
   * @param unit percent, points or ratio
   * @param higherIsBetter true for accuracy, false for forgetting
   */
  record Metric(String key, String title, String unit, boolean higherIsBetter) {}

  /** Curves and matrix of a method. Failed runs have no part in them. */
  record Means(
      String method,
      CurveBand averageAccuracy,
      CurveBand averageForgetting,
      CurveBand prequentialAccuracy,
      MeanMatrix matrix) {}

  static ReportData of(ComparisonResults results) {
    return new ReportData(
        results,
        Comparison.ALPHA,
        Arrays.stream(RunMetric.values()).map(ReportData::metric).toList(),
        results.methods().stream().map(method -> means(method, results)).toList(),
        TiedPair.of(results));
  }

  private static Metric metric(RunMetric metric) {
    return new Metric(
        metric.key(),
        metric.title(),
        metric.unit().name().toLowerCase(Locale.ROOT),
        metric.goal() == Comparison.Goal.HIGHER);
  }

  private static Means means(MethodResult method, ComparisonResults results) {
    List<RunResult> runs =
        results.runsOf(method.method()).stream()
            .filter(run -> run.status() != Status.FAILED)
            .toList();
    return new Means(
        method.method(),
        CurveBand.of(runs, RunResult.CurvePoint::averageAccuracy),
        CurveBand.of(runs, RunResult.CurvePoint::averageForgetting),
        CurveBand.of(runs, RunResult.CurvePoint::prequentialAccuracy),
        MeanMatrix.of(runs));
  }
}
