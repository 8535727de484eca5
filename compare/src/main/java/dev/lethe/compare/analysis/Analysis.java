package dev.lethe.compare.analysis;

import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.MethodResult;
import dev.lethe.compare.results.PairResult;
import dev.lethe.compare.results.Provenance;
import dev.lethe.compare.results.RunMetric;
import dev.lethe.compare.results.RunResult;
import dev.lethe.compare.results.StreamFacts;
import dev.lethe.compare.results.Tuning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns the results of runs into those of the comparison. */
public final class Analysis {
  private static final int RESAMPLES = 2_000;

  /** Fewer, because there are eight times as many exploratory pairs. */
  private static final int EXPLORATORY_RESAMPLES = 200;

  private Analysis() {}

  /**
   * Summarises and compares methods on one stream.
   *
   * @param methods methods in the order of the plan
   * @param runs their runs, in the order of the methods and seeds
   * @param metric metric of the ranking; empty for average accuracy, or prequential accuracy if no
   *     run has holdouts
   */
  public static ComparisonResults of(
      List<ComparedMethod> methods,
      List<RunResult> runs,
      Optional<RunMetric> metric,
      StreamFacts stream,
      Provenance provenance) {
    return of(methods, runs, metric, stream, provenance, null);
  }

  /**
   * Summarises and compares methods on one stream.
   *
   * @param tuning choice among the points of a grid; null without a grid
   */
  public static ComparisonResults of(
      List<ComparedMethod> methods,
      List<RunResult> runs,
      Optional<RunMetric> metric,
      StreamFacts stream,
      Provenance provenance,
      Tuning tuning) {
    RunMetric by = metric.orElseGet(() -> defaultMetric(runs));
    List<MethodResult> ranked =
        MethodSummaries.ranked(methods, runs, by).stream()
            .map(method -> method.withOracle(tuning != null && tuning.isOracle(method.method())))
            .toList();
    List<ComparedMethod> best =
        ranked.stream()
            .map(each -> new ComparedMethod(each.method(), each.expression(), each.baseline()))
            .toList();
    Set<String> oracles =
        ranked.stream()
            .filter(MethodResult::oracle)
            .map(MethodResult::method)
            .collect(Collectors.toUnmodifiableSet());
    List<PairResult> pairs = pairs(best, new Pairs(runs, by, RESAMPLES), oracles);
    List<PairResult> exploratory = new ArrayList<>();
    for (RunMetric other : RunMetric.values()) {
      if (other != by) {
        exploratory.addAll(pairs(best, new Pairs(runs, other, EXPLORATORY_RESAMPLES), oracles));
      }
    }
    return new ComparisonResults(
        ComparisonResults.SCHEMA,
        verdict(new VerdictText(by, ranked, pairs).lines(), tuning),
        by.key(),
        List.of(),
        ranked,
        pairs,
        exploratory,
        stream,
        provenance,
        runs,
        tuning);
  }

  private static List<PairResult> pairs(
      List<ComparedMethod> methods, Pairs pairs, Set<String> oracles) {
    return pairs.of(methods).stream().map(pair -> pair.without(oracles)).toList();
  }

  /** Adds how settings were chosen after the result itself. */
  private static List<String> verdict(List<String> lines, Tuning tuning) {
    List<String> all = new ArrayList<>(lines);
    if (tuning != null) {
      all.addAll(1, TuningText.lines(tuning));
    }
    return all;
  }

  /** Returns average accuracy, or prequential accuracy if no run has holdouts. */
  public static RunMetric defaultMetric(List<RunResult> runs) {
    boolean holdouts =
        runs.stream().anyMatch(run -> run.metric(RunMetric.AVERAGE_ACCURACY).isPresent());
    return holdouts ? RunMetric.AVERAGE_ACCURACY : RunMetric.PREQUENTIAL_ACCURACY;
  }
}
