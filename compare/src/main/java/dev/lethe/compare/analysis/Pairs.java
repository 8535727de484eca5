package dev.lethe.compare.analysis;

import dev.lethe.compare.results.PairResult;
import dev.lethe.compare.results.RunMetric;
import dev.lethe.compare.results.RunResult;
import dev.lethe.compare.statistics.Comparison;
import dev.lethe.compare.statistics.Comparison.Goal;
import dev.lethe.compare.statistics.EffectSizes;
import dev.lethe.compare.statistics.Interval;
import dev.lethe.compare.statistics.ProbabilityOfImprovement;
import dev.lethe.compare.statistics.SeedPairs;
import dev.lethe.compare.statistics.WilcoxonTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * Compares methods in pairs. The pairs of requested methods are one family of tests, the pairs of a
 * requested method and a baseline another one: baselines that nobody asked for must not cost the
 * question that was asked its power.
 */
final class Pairs {
  private static final long SEED = 1;

  private final List<RunResult> runs;
  private final RunMetric metric;
  private final int resamples;

  /**
   * @param resamples number of resamples for the interval of the probability of improvement
   */
  Pairs(List<RunResult> runs, RunMetric metric, int resamples) {
    this.runs = runs;
    this.metric = metric;
    this.resamples = resamples;
  }

  /** Two methods with their values. */
  record Pair(String first, String second, SeedPairs values) {}

  /**
   * Compares all pairs.
   *
   * @param methods methods, the best first; the first of a pair is the better one
   */
  List<PairResult> of(List<ComparedMethod> methods) {
    List<Pair> requested = new ArrayList<>();
    List<Pair> baselines = new ArrayList<>();
    for (int i = 0; i < methods.size(); i++) {
      for (int j = i + 1; j < methods.size(); j++) {
        ComparedMethod first = methods.get(i);
        ComparedMethod second = methods.get(j);
        if (!first.baseline() && !second.baseline()) {
          find(first.method(), second.method()).ifPresent(requested::add);
        } else if (first.baseline() != second.baseline()) {
          find(first.method(), second.method()).ifPresent(baselines::add);
        }
      }
    }
    List<PairResult> results = new ArrayList<>(family(requested, false));
    results.addAll(family(baselines, true));
    return results;
  }

  /** Returns two methods with their values; empty if no seed has both. */
  Optional<Pair> find(String first, String second) {
    SeedPairs values = SeedPairs.of(values(first), values(second));
    return values.seeds().isEmpty()
        ? Optional.empty()
        : Optional.of(new Pair(first, second, values));
  }

  /** Compares two methods, without correction for other comparisons. */
  Comparison compare(Pair pair) {
    return Comparison.of(pair.values, metric.goal());
  }

  private Map<Long, Double> values(String method) {
    Map<Long, Double> values = new TreeMap<>();
    runs.stream()
        .filter(run -> run.method().equals(method))
        .forEach(run -> run.metric(metric).ifPresent(value -> values.put(run.seed(), value)));
    return values;
  }

  private List<PairResult> family(List<Pair> pairs, boolean baseline) {
    List<Comparison> comparisons = Comparison.holm(pairs.stream().map(this::compare).toList());
    List<PairResult> results = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      results.add(result(pairs.get(i), comparisons.get(i), baseline));
    }
    return results;
  }

  /**
   * Returns the result of a comparison.
   *
   * @param comparison the comparison after correction
   * @param baseline true if one of the methods is a baseline that was not requested
   */
  PairResult result(Pair pair, Comparison comparison, boolean baseline) {
    double[] differences = pair.values.differences();
    return new PairResult(
        pair.first,
        pair.second,
        metric.key(),
        baseline,
        comparison.difference(),
        comparison.interval(),
        comparison.p(),
        comparison.adjustedP(),
        comparison.family(),
        comparison.n(),
        comparison.test().test(),
        comparison.test().smallestP(),
        WilcoxonTest.DEFAULT.test(differences).p(),
        comparison.verdict(),
        comparison.text(),
        EffectSizes.hedgesG(differences),
        improvement(pair.values));
  }

  private Interval improvement(SeedPairs values) {
    double sign = metric.goal() == Goal.HIGHER ? 1 : -1;
    var stream =
        new ProbabilityOfImprovement.Stream(
            signed(sign, values.first()), signed(sign, values.second()));
    return ProbabilityOfImprovement.interval(List.of(stream), resamples, SEED);
  }

  private static double[] signed(double sign, List<Double> values) {
    return DoubleStream.of(values.stream().mapToDouble(Double::doubleValue).toArray())
        .map(value -> sign * value)
        .toArray();
  }
}
