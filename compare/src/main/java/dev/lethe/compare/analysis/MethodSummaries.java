package dev.lethe.compare.analysis;

import dev.lethe.compare.results.MethodResult;
import dev.lethe.compare.results.MethodResult.Summary;
import dev.lethe.compare.results.RunMetric;
import dev.lethe.compare.results.RunResult;
import dev.lethe.compare.results.RunResult.Status;
import dev.lethe.compare.statistics.BootstrapDistribution;
import dev.lethe.compare.statistics.Comparison.Goal;
import dev.lethe.compare.statistics.Moments;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Summarises the runs of each method. */
final class MethodSummaries {
  /** Seed of the resamples: a repeated comparison gives the same intervals. */
  private static final long SEED = 1;

  private MethodSummaries() {}

  /** Returns the methods, the best by a metric first, those without it last. */
  static List<MethodResult> ranked(
      List<ComparedMethod> methods, List<RunResult> runs, RunMetric by) {
    Comparator<MethodResult> best = Comparator.comparingDouble(each -> -score(each, by));
    return methods.stream().map(method -> summary(method, runs)).sorted(best).toList();
  }

  /** Returns a number that grows with the quality of a method. */
  private static double score(MethodResult method, RunMetric by) {
    double sign = by.goal() == Goal.HIGHER ? 1 : -1;
    return method.metric(by).map(each -> sign * each.mean()).orElse(Double.NEGATIVE_INFINITY);
  }

  private static MethodResult summary(ComparedMethod method, List<RunResult> all) {
    List<RunResult> runs =
        all.stream().filter(run -> run.method().equals(method.method())).toList();
    Map<String, Summary> metrics = new TreeMap<>();
    for (RunMetric metric : RunMetric.values()) {
      double[] values =
          runs.stream()
              .map(run -> run.metric(metric))
              .flatMap(Optional::stream)
              .mapToDouble(Double::doubleValue)
              .toArray();
      if (values.length > 0) {
        metrics.put(metric.key(), summary(values));
      }
    }
    return new MethodResult(
        method.method(),
        method.expression(),
        method.baseline(),
        runs.size(),
        count(runs, Status.FAILED),
        count(runs, Status.DIVERGED),
        metrics,
        false);
  }

  private static int count(List<RunResult> runs, Status status) {
    return (int) runs.stream().filter(run -> run.status() == status).count();
  }

  private static Summary summary(double[] values) {
    Moments moments = Moments.of(values);
    return new Summary(
        moments.n(),
        moments.mean(),
        moments.deviation(),
        moments.interval(),
        BootstrapDistribution.ofMean(values, SEED).bca());
  }
}
