package dev.lethe.compare.analysis;

import static java.util.stream.Collectors.joining;

import dev.lethe.compare.results.RunMetric;
import dev.lethe.compare.results.Tuning;
import dev.lethe.compare.results.Tuning.GridPoint;
import dev.lethe.compare.results.Tuning.Kind;
import dev.lethe.compare.results.Tuning.TunedMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A choice among the points of a grid in words. */
final class TuningText {
  private TuningText() {}

  /** Returns the lines of the verdict. */
  static List<String> lines(Tuning tuning) {
    List<String> lines = new ArrayList<>();
    String metric = RunMetric.parse(tuning.metric()).title();
    if (tuning.kind() == Kind.SELECTED) {
      lines.add(
          "Settings were selected on %s with %s, by %s. The judged runs have other seeds and begin after %s."
              .formatted(
                  windows(tuning.windows()),
                  seeds(tuning.seeds()),
                  metric,
                  tuning.windows().equals("0") ? "that window" : "those windows"));
    } else if (tuning.methods().stream().anyMatch(each -> each.configurations() > 1)) {
      lines.add(
          "The grid was not selected on other seeds. The best of its configurations is an oracle: the runs that judge it have chosen it (%s)."
              .formatted(
                  tuning.methods().stream()
                      .filter(each -> each.configurations() > 1)
                      .flatMap(each -> each.points().stream())
                      .filter(GridPoint::chosen)
                      .map(GridPoint::point)
                      .collect(joining(", "))));
    }
    lines.add(tuning.budget());
    return lines;
  }

  private static String windows(String windows) {
    return windows.equals("0") ? "window 0" : "the windows " + windows.replace("-", " to ");
  }

  private static String seeds(List<Long> seeds) {
    return seeds.size() == 1
        ? "seed " + seeds.get(0)
        : "the seeds " + seeds.stream().map(String::valueOf).collect(joining(", "));
  }

  /** Returns the budgets of all methods in a sentence. */
  static String budget(List<TunedMethod> methods, boolean equal) {
    if (equal && !methods.isEmpty()) {
      return "Every requested method had the same tuning budget: %s; baselines were not tuned."
          .formatted(budget(methods.get(0)));
    }
    return "The tuning budgets differ, which favours methods with more configurations: %s; baselines were not tuned."
        .formatted(
            methods.stream()
                .map(method -> method.method() + " had " + budget(method))
                .collect(joining(", ")));
  }

  private static String count(int seeds) {
    return seeds == 1 ? "1 seed" : seeds + " seeds";
  }

  private static String budget(TunedMethod method) {
    if (method.configurations() == 1) {
      return "1 configuration";
    }
    return String.format(
        Locale.ROOT,
        "%d configurations × %s = %d runs with %,d examples",
        method.configurations(),
        count(method.runs() / method.configurations()),
        method.runs(),
        method.examples());
  }
}
