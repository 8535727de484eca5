package dev.lethe.compare.analysis;

import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.MethodResult;
import dev.lethe.compare.results.Provenance;
import dev.lethe.compare.results.RunResult;
import dev.lethe.compare.results.StreamFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Joins comparisons on the same stream: other methods, further seeds, or both. All tests are made
 * again with all runs. A run that two comparisons have counts once.
 */
public final class JoinedComparison {
  /** Key of the provenance's settings that identifies a stream, with all its options. */
  public static final String STREAM = "stream";

  /** Key of the settings that parts may differ in. */
  private static final String SEEDS = "seeds";

  private static final String CAUTION =
      "Joined from %d comparisons: the tests hold only if their methods and seeds were chosen before any result was seen.";

  private JoinedComparison() {}

  /**
   * Joins comparisons.
   *
   * @param parts comparisons with streams of the same description, by the same metric, two or more
   * @throws IllegalArgumentException if they are not of the same stream and settings, or have
   *     different results of the same run
   */
  public static ComparisonResults of(List<ComparisonResults> parts) {
    ComparisonResults first = parts.get(0);
    parts.forEach(part -> SameStream.require(first, part));
    List<ComparedMethod> methods = methods(parts);
    List<RunResult> runs = new ArrayList<>();
    for (ComparedMethod method : methods) {
      runs.addAll(runs(parts, method));
    }
    ComparisonResults joined =
        Analysis.of(methods, runs, Optional.of(first.ranking()), facts(parts), provenance(parts));
    List<String> verdict = new ArrayList<>(joined.verdict());
    verdict.add(CAUTION.formatted(parts.size()));
    if (parts.stream().anyMatch(part -> !part.hypotheses().isEmpty())) {
      verdict.add("The hypotheses of the plans are in the reports of their own comparisons.");
    }
    if (parts.stream().anyMatch(part -> part.tuning() != null)) {
      verdict.add("The grids of the methods are in the reports of their own comparisons.");
    }
    return joined.confirming(verdict, List.of());
  }

  /** Returns the methods; one that a part requested is no baseline. */
  static List<ComparedMethod> methods(List<ComparisonResults> parts) {
    Map<String, ComparedMethod> methods = new LinkedHashMap<>();
    for (ComparisonResults part : parts) {
      part.runs().stream()
          .map(RunResult::method)
          .distinct()
          .flatMap(name -> part.method(name).stream())
          .map(JoinedComparison::compared)
          .forEach(each -> methods.merge(each.method(), each, JoinedComparison::merged));
    }
    return List.copyOf(methods.values());
  }

  private static ComparedMethod compared(MethodResult method) {
    return new ComparedMethod(method.method(), method.expression(), method.baseline());
  }

  private static ComparedMethod merged(ComparedMethod one, ComparedMethod other) {
    if (!Objects.equals(one.expression(), other.expression())) {
      throw new IllegalArgumentException(
          "add: method '%s': got %s and %s, expected the same method in all comparisons"
              .formatted(one.method(), one.expression(), other.expression()));
    }
    return one.baseline() ? other : one;
  }

  /** Returns the runs of a method, by seed. */
  private static List<RunResult> runs(List<ComparisonResults> parts, ComparedMethod method) {
    Map<Long, RunResult> bySeed = new TreeMap<>();
    for (ComparisonResults part : parts) {
      part.runsOf(method.method())
          .forEach(run -> bySeed.merge(run.seed(), run, JoinedComparison::same));
    }
    return bySeed.values().stream().map(run -> run.ofBaseline(method.baseline())).toList();
  }

  /** Returns one of two results of the same run; a failed one gives way. */
  private static RunResult same(RunResult one, RunResult other) {
    if (!one.hasEnded() || !other.hasEnded()) {
      return one.hasEnded() ? one : other;
    }
    boolean equal =
        Objects.equals(one.digest(), other.digest()) && one.metrics().equals(other.metrics());
    if (!equal) {
      throw new IllegalArgumentException(
          "add: method '%s' with seed %d: got two different results, digests %s and %s, expected the same run once"
              .formatted(one.method(), one.seed(), one.digest(), other.digest()));
    }
    return one;
  }

  private static StreamFacts facts(List<ComparisonResults> parts) {
    StreamFacts first = parts.get(0).stream();
    Map<String, String> ranges = new TreeMap<>();
    parts.forEach(part -> part.stream().ranges().forEach(ranges::putIfAbsent));
    return first.withRanges(ranges);
  }

  private static Provenance provenance(List<ComparisonResults> parts) {
    List<Provenance> all = parts.stream().map(ComparisonResults::provenance).toList();
    Map<String, String> settings = new TreeMap<>(all.get(0).settings());
    var seeds = new TreeSet<Long>();
    parts.forEach(part -> part.runs().forEach(run -> seeds.add(run.seed())));
    settings.put(SEEDS, seeds.toString());
    return Provenances.joined(all, settings);
  }

  /** Returns settings without those that may differ between comparisons that are joined. */
  static Map<String, String> fixed(ComparisonResults results) {
    Map<String, String> settings = new TreeMap<>(results.provenance().settings());
    settings.remove(SEEDS);
    return settings;
  }
}
