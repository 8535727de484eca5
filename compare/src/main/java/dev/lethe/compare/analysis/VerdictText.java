package dev.lethe.compare.analysis;

import dev.lethe.compare.results.MethodResult;
import dev.lethe.compare.results.PairResult;
import dev.lethe.compare.results.RunMetric;
import dev.lethe.compare.statistics.Comparison;
import dev.lethe.compare.statistics.Comparison.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Verdict of a comparison in words. It follows the tests: without a difference that they show, it
 * names no better method, and it never generalises from one stream.
 */
final class VerdictText {
  private final RunMetric metric;
  private final MetricText text;
  private final List<MethodResult> ranked;
  private final List<PairResult> pairs;

  /**
   * @param ranked methods, the best by the metric first
   * @param pairs pairs of methods by this metric
   */
  VerdictText(RunMetric metric, List<MethodResult> ranked, List<PairResult> pairs) {
    this.metric = metric;
    this.text = new MetricText(metric);
    this.ranked = ranked;
    this.pairs = pairs;
  }

  List<String> lines() {
    List<MethodResult> requested =
        ranked.stream()
            .filter(method -> !method.baseline() && method.metric(metric).isPresent())
            .toList();
    List<String> lines = new ArrayList<>();
    if (requested.isEmpty()) {
      lines.add("No requested method has " + article(metric.title()) + ", so nothing is compared.");
    } else if (requested.size() == 1) {
      lines.add(
          "%s: %s %s."
              .formatted(requested.get(0).method(), metric.title(), text.mean(requested.get(0))));
    } else {
      lines.add(first(requested));
      requested.stream().skip(1).map(this::against).flatMap(Optional::stream).forEach(lines::add);
    }
    baselines(requested).ifPresent(lines::add);
    failures().ifPresent(lines::add);
    lines.add(
        "This is one stream: it cannot show which method is better on others, however many seeds.");
    return lines;
  }

  private static String article(String title) {
    return ("aeiou".indexOf(title.charAt(0)) < 0 ? "a " : "an ") + title;
  }

  private List<PairResult> requestedPairs() {
    return pairs.stream().filter(pair -> !pair.baseline()).toList();
  }

  private String first(List<MethodResult> requested) {
    MethodResult top = requested.get(0);
    List<PairResult> own =
        requestedPairs().stream().filter(pair -> pair.first().equals(top.method())).toList();
    List<String> open =
        requested.stream()
            .skip(1)
            .map(MethodResult::method)
            .filter(other -> own.stream().noneMatch(pair -> isBetterThan(pair, other)))
            .toList();
    if (top.oracle()) {
      return "No method is named the best. The best mean is that of %s, %s %s, but it is an oracle, the best of a grid chosen with the runs that judge it; --select-on chooses before, with other seeds."
          .formatted(top.method(), metric.title(), text.mean(top));
    }
    if (open.isEmpty() && top.failed() == 0) {
      return "On this stream, %s is better than all other requested methods: %s %s."
          .formatted(top.method(), metric.title(), text.mean(top));
    }
    String best =
        "The best mean is that of %s, %s %s"
            .formatted(top.method(), metric.title(), text.mean(top));
    Optional<PairResult> few =
        own.stream().filter(pair -> pair.verdict() == Verdict.TOO_FEW_SEEDS).findFirst();
    if (few.isPresent()) {
      return "No method is shown to be the best: %s. %s.".formatted(tooFew(few.get()), best);
    }
    return "No method is shown to be the best. %s, but %s."
        .formatted(best, open.isEmpty() ? failed(top) : notShown(open, requested.size() - 1));
  }

  private static boolean isBetterThan(PairResult pair, String other) {
    return pair.second().equals(other) && pair.verdict() == Verdict.BETTER;
  }

  private static String failed(MethodResult top) {
    return "%d of its %d runs failed".formatted(top.failed(), top.runs());
  }

  private static String notShown(List<String> open, int others) {
    return "it is not shown to be better than "
        + (open.size() == 1 ? open.get(0) : "%d of the %d others".formatted(open.size(), others));
  }

  private static String tooFew(PairResult pair) {
    String needed =
        pair.family() == 1
            ? "the comparison needs"
            : "%d comparisons need".formatted(pair.family());
    return String.format(
        Locale.ROOT,
        "%s too few, because p cannot be below %.4g, and %s %.4g; %d seeds could tell",
        pair.n() == 1 ? "1 seed is" : pair.n() + " seeds are",
        pair.smallestP(),
        needed,
        Comparison.ALPHA / pair.family(),
        pairsNeeded(pair.family()));
  }

  /** Returns the smallest number of pairs whose smallest p, 2/2ⁿ, can pass Holm's first step. */
  static int pairsNeeded(int family) {
    int n = 1;
    while (Math.scalb(2.0, -n) > Comparison.ALPHA / family) {
      n++;
    }
    return n;
  }

  /** Compares the best method with another one. */
  private Optional<String> against(MethodResult other) {
    return requestedPairs().stream()
        .filter(
            pair -> pair.second().equals(other.method()) && pair.first().equals(best().method()))
        .findFirst()
        .map(
            pair ->
                String.format(
                    Locale.ROOT,
                    "%s against %s: %s, %s; adjusted p %.3g (%s)%s.",
                    pair.first(),
                    pair.second(),
                    pair.verdict().text(),
                    text.difference(pair),
                    pair.adjustedP(),
                    pair.test(),
                    oracles(pair)));
  }

  private String oracles(PairResult pair) {
    List<String> oracles =
        ranked.stream()
            .filter(MethodResult::oracle)
            .map(MethodResult::method)
            .filter(method -> method.equals(pair.first()) || method.equals(pair.second()))
            .toList();
    return oracles.isEmpty() ? "" : "; oracle: " + String.join(", ", oracles);
  }

  private MethodResult best() {
    return ranked.stream().filter(method -> !method.baseline()).findFirst().orElseThrow();
  }

  private Optional<String> baselines(List<MethodResult> requested) {
    if (requested.isEmpty()) {
      return Optional.empty();
    }
    List<String> above =
        ranked.stream()
            .filter(MethodResult::baseline)
            .filter(baseline -> isBetter(baseline, best()))
            .map(baseline -> "%s (%s)".formatted(baseline.method(), text.mean(baseline)))
            .toList();
    return above.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Baselines with a better mean than every requested method: %s."
                .formatted(String.join(", ", above)));
  }

  private boolean isBetter(MethodResult first, MethodResult second) {
    return first.metric(metric).isPresent() && ranked.indexOf(first) < ranked.indexOf(second);
  }

  private Optional<String> failures() {
    List<String> failed =
        ranked.stream()
            .filter(method -> method.failed() + method.diverged() > 0)
            .map(
                method ->
                    "%s: %d of %d runs failed and %d diverged"
                        .formatted(
                            method.method(), method.failed(), method.runs(), method.diverged()))
            .toList();
    return failed.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join("; ", failed) + ". A failed run has no metrics.");
  }
}
