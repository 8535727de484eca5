package dev.lethe.compare.analysis;

import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.MethodResult;
import dev.lethe.compare.results.PairResult;
import dev.lethe.compare.results.Provenance;
import dev.lethe.compare.results.RunMetric;
import dev.lethe.compare.results.RunResult;
import dev.lethe.compare.results.StreamFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    RunMetric by = metric.orElseGet(() -> defaultMetric(runs));
    List<MethodResult> ranked = MethodSummaries.ranked(methods, runs, by);
    List<ComparedMethod> best =
        ranked.stream()
            .map(each -> new ComparedMethod(each.method(), each.expression(), each.baseline()))
            .toList();
    List<PairResult> pairs = new Pairs(runs, by, RESAMPLES).of(best);
    List<PairResult> exploratory = new ArrayList<>();
    for (RunMetric other : RunMetric.values()) {
      if (other != by) {
        exploratory.addAll(new Pairs(runs, other, EXPLORATORY_RESAMPLES).of(best));
      }
    }
    return new ComparisonResults(
        ComparisonResults.SCHEMA,
        new VerdictText(by, ranked, pairs).lines(),
        by.key(),
        List.of(),
        ranked,
        pairs,
        exploratory,
        stream,
        provenance,
        runs);
  }

  private static RunMetric defaultMetric(List<RunResult> runs) {
    boolean holdouts =
        runs.stream().anyMatch(run -> run.metric(RunMetric.AVERAGE_ACCURACY).isPresent());
    return holdouts ? RunMetric.AVERAGE_ACCURACY : RunMetric.PREQUENTIAL_ACCURACY;
  }
}
