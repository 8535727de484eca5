package dev.lethe.compare.report;

import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.PairResult;
import dev.lethe.compare.results.RunResult;
import dev.lethe.compare.results.RunResult.Status;
import dev.lethe.compare.statistics.Comparison.Verdict;
import dev.lethe.compare.statistics.Interval;
import dev.lethe.compare.statistics.Moments;
import dev.lethe.compare.statistics.SeedPairs;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Two methods without a difference shown: which of them is right where.
 *
 * @param first first method
 * @param second second method
 * @param windows prequential accuracy within each window
 * @param classes accuracy on the examples of each class, over the whole stream
 */
record TiedPair(String first, String second, List<Difference> windows, List<Difference> classes) {
  /**
   * Difference of two accuracies, paired by seed.
   *
   * @param number number of the window, or the class
   * @param interval mean of first less second, with Student's interval and the number of seeds
   */
  record Difference(int number, Interval interval) {}

  /** Returns all pairs of requested methods without a difference shown. */
  static List<TiedPair> of(ComparisonResults results) {
    Map<String, List<RunResult>> runs =
        results.runs().stream()
            .filter(run -> run.status() != Status.FAILED)
            .collect(Collectors.groupingBy(RunResult::method));
    return results.pairs().stream()
        .filter(pair -> !pair.baseline() && isTie(pair))
        .map(pair -> of(pair, runs.get(pair.first()), runs.get(pair.second())))
        .filter(pair -> !pair.windows.isEmpty() || !pair.classes.isEmpty())
        .toList();
  }

  private static boolean isTie(PairResult pair) {
    return pair.verdict() == Verdict.NO_DIFFERENCE_SHOWN || pair.verdict() == Verdict.TOO_FEW_SEEDS;
  }

  private static TiedPair of(PairResult pair, List<RunResult> first, List<RunResult> second) {
    return new TiedPair(
        pair.first(),
        pair.second(),
        differences(first, second, TiedPair::windows),
        differences(first, second, TiedPair::classes));
  }

  private static List<Difference> differences(
      List<RunResult> first,
      List<RunResult> second,
      Function<RunResult, Map<Integer, Double>> accuracies) {
    var left = bySeed(first, accuracies);
    var right = bySeed(second, accuracies);
    return left.keySet().stream()
        .filter(right::containsKey)
        .map(number -> difference(number, SeedPairs.of(left.get(number), right.get(number))))
        .filter(difference -> difference.interval.n() > 0)
        .toList();
  }

  private static Difference difference(int number, SeedPairs pairs) {
    return new Difference(number, Moments.of(pairs.differences()).interval());
  }

  /** Returns the accuracies by window or class, then by seed. */
  private static NavigableMap<Integer, Map<Long, Double>> bySeed(
      List<RunResult> runs, Function<RunResult, Map<Integer, Double>> accuracies) {
    NavigableMap<Integer, Map<Long, Double>> values = new TreeMap<>();
    for (RunResult run : runs) {
      accuracies
          .apply(run)
          .forEach(
              (number, accuracy) ->
                  values
                      .computeIfAbsent(number, each -> new TreeMap<>())
                      .put(run.seed(), accuracy));
    }
    return values;
  }

  private static Map<Integer, Double> windows(RunResult run) {
    Map<Integer, Double> accuracies = new TreeMap<>();
    run.windows().stream()
        .filter(window -> Double.isFinite(window.accuracy()))
        .forEach(window -> accuracies.put(window.window(), window.accuracy()));
    return accuracies;
  }

  private static Map<Integer, Double> classes(RunResult run) {
    Map<Integer, Double> accuracies = new TreeMap<>();
    run.classes().stream()
        .filter(each -> each.examples() > 0)
        .forEach(each -> accuracies.put(each.label(), (double) each.correct() / each.examples()));
    return accuracies;
  }
}
