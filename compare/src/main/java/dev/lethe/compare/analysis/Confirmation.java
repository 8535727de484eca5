package dev.lethe.compare.analysis;

import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.HypothesisResult;
import dev.lethe.compare.results.HypothesisResult.Outcome;
import dev.lethe.compare.results.PairResult;
import dev.lethe.compare.results.RunMetric;
import dev.lethe.compare.results.RunResult;
import dev.lethe.compare.statistics.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tests the hypotheses of a plan. They are one family of tests, whatever their metrics; everything
 * else in the results is exploratory then.
 */
public final class Confirmation {
  private static final int RESAMPLES = 2_000;
  private static final String EXPLORATORY =
      "The plan fixed %s before the runs. Everything below, the ranking and all other differences, is exploratory.";

  private Confirmation() {}

  /** A hypothesis with its data; empty if no seed has both methods. */
  private record Case(
      Hypothesis hypothesis, RunMetric metric, Pairs pairs, Optional<Pairs.Pair> pair) {}

  /** Returns the results with those of the hypotheses, which the verdict then begins with. */
  public static ComparisonResults of(ComparisonResults results, List<Hypothesis> hypotheses) {
    if (hypotheses.isEmpty()) {
      return results;
    }
    List<HypothesisResult> tested = test(results.runs(), results.ranking(), hypotheses);
    List<String> verdict = new ArrayList<>();
    tested.forEach(each -> verdict.add(text(each)));
    verdict.add(
        EXPLORATORY.formatted(
            tested.size() == 1
                ? "this hypothesis"
                : "these %d hypotheses".formatted(tested.size())));
    verdict.addAll(results.verdict());
    return results.confirming(verdict, tested);
  }

  private static List<HypothesisResult> test(
      List<RunResult> runs, RunMetric ranking, List<Hypothesis> hypotheses) {
    List<Case> cases = hypotheses.stream().map(each -> find(runs, ranking, each)).toList();
    List<Comparison> comparisons =
        Comparison.holm(
            cases.stream()
                .flatMap(each -> each.pair().map(each.pairs()::compare).stream())
                .toList());
    List<HypothesisResult> results = new ArrayList<>();
    int next = 0;
    for (Case each : cases) {
      PairResult pair =
          each.pair().isEmpty()
              ? null
              : each.pairs().result(each.pair().get(), comparisons.get(next++), false);
      results.add(
          new HypothesisResult(
              each.hypothesis().better(),
              each.hypothesis().worse(),
              each.metric().key(),
              pair == null ? Outcome.NOT_TESTED : Outcome.of(pair.verdict()),
              pair));
    }
    return results;
  }

  private static Case find(List<RunResult> runs, RunMetric ranking, Hypothesis hypothesis) {
    RunMetric metric = hypothesis.metric(ranking);
    var pairs = new Pairs(runs, metric, RESAMPLES);
    return new Case(hypothesis, metric, pairs, pairs.find(hypothesis.better(), hypothesis.worse()));
  }

  private static String text(HypothesisResult result) {
    RunMetric metric = RunMetric.parse(result.metric());
    String statement =
        "Hypothesis: %s is better than %s by %s. Result: %s"
            .formatted(result.better(), result.worse(), metric.title(), result.outcome().text());
    PairResult pair = result.pair();
    if (pair == null) {
      return statement + ", because no seed has a result of both.";
    }
    return String.format(
        Locale.ROOT,
        "%s; %s; adjusted p %.3g (%s).",
        statement,
        new MetricText(metric).difference(pair),
        pair.adjustedP(),
        pair.test());
  }
}
