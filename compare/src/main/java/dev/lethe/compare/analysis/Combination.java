package dev.lethe.compare.analysis;

import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.MethodResult;
import dev.lethe.compare.results.RunMetric;
import dev.lethe.compare.results.Tuning;
import dev.lethe.compare.results.Tuning.GridPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Combines comparisons. Those with the same description of the stream are joined; what remains is
 * one comparison per stream.
 */
public final class Combination {
  private Combination() {}

  /**
   * Combines comparisons.
   *
   * @param parts comparisons, one or more
   * @param metric metric of the ranking; empty for the one that all parts have
   * @return one comparison per stream, in the order of the parts
   * @throws IllegalArgumentException if the parts have different metrics and none is given, or
   *     comparisons that claim the same stream cannot be joined, or a method differs
   */
  public static List<ComparisonResults> of(
      List<ComparisonResults> parts, Optional<RunMetric> metric) {
    parts.forEach(Combination::requireNoOracle);
    RunMetric by = metric.orElseGet(() -> common(parts));
    Map<String, List<ComparisonResults>> byStream = new LinkedHashMap<>();
    for (ComparisonResults part : parts) {
      byStream
          .computeIfAbsent(part.stream().description(), each -> new ArrayList<>())
          .add(ranked(part, by));
    }
    List<ComparisonResults> streams =
        byStream.values().stream()
            .map(same -> same.size() == 1 ? same.get(0) : JoinedComparison.of(same))
            .toList();
    requireSameMethods(streams);
    return streams;
  }

  /** The name of a method would hide that the judged runs have chosen its settings. */
  private static void requireNoOracle(ComparisonResults part) {
    if (part.tuning() != null && part.tuning().kind() == Tuning.Kind.ORACLE) {
      throw new IllegalArgumentException(
          "add: comparison on '%s': got settings that were chosen by the runs that judge them (oracle), expected no grid, or one with --select-on"
              .formatted(part.stream().description()));
    }
  }

  private static RunMetric common(List<ComparisonResults> parts) {
    List<String> metrics = parts.stream().map(ComparisonResults::metric).distinct().toList();
    if (metrics.size() > 1) {
      throw new IllegalArgumentException(
          "add: got comparisons by %s, expected the same metric, or one that --metric names"
              .formatted(String.join(" and ", metrics)));
    }
    return RunMetric.parse(metrics.get(0));
  }

  private static ComparisonResults ranked(ComparisonResults results, RunMetric metric) {
    return results.ranking() == metric
        ? results
        : Analysis.of(
            JoinedComparison.methods(List.of(results)),
            results.runs(),
            Optional.of(metric),
            results.stream(),
            results.provenance(),
            results.tuning());
  }

  private static void requireSameMethods(List<ComparisonResults> streams) {
    Map<String, String> expressions = new LinkedHashMap<>();
    for (ComparisonResults stream : streams) {
      stream
          .methods()
          .forEach(
              method -> {
                String expression = expression(stream, method);
                String before = expressions.putIfAbsent(method.method(), expression);
                if (before != null && !Objects.equals(before, expression)) {
                  throw new IllegalArgumentException(
                      "add: method '%s': got %s and %s, expected the same method in all comparisons"
                          .formatted(method.method(), before, expression));
                }
              });
    }
  }

  /**
   * Returns the canonical form of a method. If its settings were selected, these are all that there
   * were to select from: each stream may have others.
   */
  private static String expression(ComparisonResults stream, MethodResult method) {
    return Optional.ofNullable(stream.tuning()).map(Tuning::methods).orElse(List.of()).stream()
        .filter(tuned -> tuned.method().equals(method.method()) && tuned.configurations() > 1)
        .map(tuned -> tuned.points().stream().map(GridPoint::expression).toList().toString())
        .findFirst()
        .orElse(method.expression());
  }
}
