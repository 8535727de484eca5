package dev.lethe.compare.analysis;

import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.MethodResult;
import dev.lethe.compare.results.OverStreams;
import dev.lethe.compare.results.OverStreams.Outcome;
import dev.lethe.compare.results.OverStreams.StreamPair;
import dev.lethe.compare.results.RunMetric;
import dev.lethe.compare.statistics.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Verdict over several streams in words. It names a best method only if both the Friedman test and
 * all pairs of that method show it, on as many streams as the tests need.
 */
final class StreamVerdictText {
  private final RunMetric metric;
  private final List<ComparisonResults> streams;
  private final Optional<OverStreams> over;

  /**
   * @param over the comparison; empty if nothing can be ranked
   */
  StreamVerdictText(RunMetric metric, List<ComparisonResults> streams, Optional<OverStreams> over) {
    this.metric = metric;
    this.streams = streams;
    this.over = over;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (over.isEmpty()) {
      lines.add(
          "Fewer than two requested methods have %s on every stream, so the methods are not ranked over the %d streams."
              .formatted(metric.title(), streams.size()));
    } else {
      lines.add(first(over.get()));
      lines.add(friedman(over.get()));
      against(over.get()).forEach(lines::add);
      lines.add(
          "Each stream counts once, with the mean over its seeds: more seeds do not replace streams.");
      over.get().leftOut().forEach((method, without) -> lines.add(leftOut(method, without)));
    }
    failures().ifPresent(lines::add);
    return lines;
  }

  private static String ranked(OverStreams result) {
    double rank = result.ranks().get(0).meanRank();
    List<String> best =
        result.ranks().stream()
            .filter(each -> each.meanRank() == rank)
            .map(OverStreams.MeanRank::method)
            .toList();
    return best.size() == 1
        ? String.format(Locale.ROOT, "%s has the best mean rank, %.2f", best.get(0), rank)
        : String.format(
            Locale.ROOT, "%s share the best mean rank, %.2f", String.join(" and ", best), rank);
  }

  private String first(OverStreams result) {
    var best = result.ranks().get(0);
    String ranked = ranked(result);
    if (isTooFew(result)) {
      return "No method is shown to be the best: %s. %s.".formatted(tooFew(result), ranked);
    }
    List<String> open =
        result.pairs().stream()
            .filter(pair -> pair.first().equals(best.method()))
            .filter(pair -> pair.outcome() != Outcome.BETTER)
            .map(StreamPair::second)
            .toList();
    if (result.friedman().p() > Comparison.ALPHA) {
      return "No method is shown to be the best: the Friedman test shows no difference among the methods. %s."
          .formatted(ranked);
    }
    return open.isEmpty()
        ? "Over these %d streams, %s is better than all other requested methods by %s: its mean rank is %.2f of %d."
            .formatted(
                result.n(), best.method(), metric.title(), best.meanRank(), result.ranks().size())
        : "No method is shown to be the best. %s, but it is not shown to be better than %s."
            .formatted(
                ranked,
                open.size() == 1
                    ? open.get(0)
                    : "%d of the %d others".formatted(open.size(), result.ranks().size() - 1));
  }

  private static boolean isTooFew(OverStreams result) {
    return result.pairs().stream().anyMatch(pair -> pair.outcome() == Outcome.TOO_FEW_STREAMS);
  }

  private static String tooFew(OverStreams result) {
    int family = result.pairs().size();
    return String.format(
        Locale.ROOT,
        "%d streams are too few, because p of a pair cannot be below %.4g, and %s %.4g; %d streams could tell",
        result.n(),
        result.pairs().get(0).smallestP(),
        family == 1 ? "the comparison needs" : "%d comparisons need".formatted(family),
        Comparison.ALPHA / family,
        VerdictText.pairsNeeded(family));
  }

  private static String friedman(OverStreams result) {
    var test = result.friedman();
    return String.format(
        Locale.ROOT,
        "Do the methods differ at all? p = %.3g (%s, %d methods, N = %d streams; p cannot be below %.2g). %s.",
        test.p(),
        test.test(),
        result.ranks().size(),
        test.n(),
        test.smallestP(),
        result.criticalDifference().text());
  }

  /** Compares the method with the best mean rank with the others. */
  private List<String> against(OverStreams result) {
    return result.pairs().stream()
        .filter(pair -> pair.first().equals(result.ranks().get(0).method()))
        .map(
            pair ->
                String.format(
                    Locale.ROOT,
                    "%s against %s: %s; its mean is better on %d of %d streams, worse on %d; adjusted p %.3g (%s).",
                    pair.first(),
                    pair.second(),
                    pair.outcome().text(),
                    pair.wins(),
                    pair.n(),
                    pair.losses(),
                    pair.adjustedP(),
                    pair.test()))
        .toList();
  }

  private String leftOut(String method, List<String> without) {
    return "%s has no rank, because it has no %s on %s."
        .formatted(method, metric.title(), String.join(" and on ", without));
  }

  private Optional<String> failures() {
    Map<String, int[]> failed = new TreeMap<>();
    for (ComparisonResults stream : streams) {
      for (MethodResult method : stream.methods()) {
        int[] counts = failed.computeIfAbsent(method.method(), each -> new int[3]);
        counts[0] += method.failed();
        counts[1] += method.diverged();
        counts[2] += method.runs();
      }
    }
    List<String> texts =
        failed.entrySet().stream()
            .filter(each -> each.getValue()[0] + each.getValue()[1] > 0)
            .map(
                each ->
                    "%s: %d of %d runs failed and %d diverged"
                        .formatted(
                            each.getKey(),
                            each.getValue()[0],
                            each.getValue()[2],
                            each.getValue()[1]))
            .toList();
    return texts.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join("; ", texts) + ". A failed run has no metrics.");
  }
}
