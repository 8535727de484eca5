package dev.lethe.compare.results;

import java.util.List;
import java.util.Optional;

/**
 * Everything that is known of a comparison: the content of {@code results.json}.
 *
 * @param schema name and version of the schema, {@value #SCHEMA}
 * @param verdict the result in words, one sentence per line
 * @param metric {@link RunMetric#key} of the metric that the methods are ranked by
 * @param hypotheses results of the hypotheses of the plan, in its order; with them, everything else
 *     is exploratory
 * @param methods methods, the best first; those without the metric last
 * @param pairs all pairs of requested methods, and of each requested method and each baseline, by
 *     the metric of the ranking
 * @param exploratory the same pairs by all other metrics, which the verdict does not use
 * @param stream the stream
 * @param provenance origin and times
 * @param runs all runs, in the order of the methods of the plan and of their seeds
 * @param tuning choice among the points of a grid; null without a grid
 */
public record ComparisonResults(
    String schema,
    List<String> verdict,
    String metric,
    List<HypothesisResult> hypotheses,
    List<MethodResult> methods,
    List<PairResult> pairs,
    List<PairResult> exploratory,
    StreamFacts stream,
    Provenance provenance,
    List<RunResult> runs,
    Tuning tuning) {
  /** Name and version of the schema that this version writes. */
  public static final String SCHEMA = "lethe-compare-1";

  public ComparisonResults {
    verdict = List.copyOf(verdict);
    hypotheses = List.copyOf(hypotheses);
    methods = List.copyOf(methods);
    pairs = List.copyOf(pairs);
    exploratory = List.copyOf(exploratory);
    runs = List.copyOf(runs);
  }

  /** Returns these results with those of the hypotheses, and another verdict. */
  public ComparisonResults confirming(List<String> words, List<HypothesisResult> tested) {
    return new ComparisonResults(
        schema,
        words,
        metric,
        tested,
        methods,
        pairs,
        exploratory,
        stream,
        provenance,
        runs,
        tuning);
  }

  /** Returns the metric that the methods are ranked by. */
  public RunMetric ranking() {
    return RunMetric.parse(metric);
  }

  /** Returns the runs of a method, by seed. */
  public List<RunResult> runsOf(String method) {
    return runs.stream().filter(run -> run.method().equals(method)).toList();
  }

  /** Returns a method; empty if there is none of this name. */
  public Optional<MethodResult> method(String name) {
    return methods.stream().filter(each -> each.method().equals(name)).findFirst();
  }

  /** Returns these results with another description of the stream. */
  public ComparisonResults named(String name) {
    return new ComparisonResults(
        schema,
        verdict,
        metric,
        hypotheses,
        methods,
        pairs,
        exploratory,
        stream.named(name),
        provenance,
        runs,
        tuning);
  }
}
