package dev.lethe.cli.compare;

import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.MethodResult;
import dev.lethe.compare.results.MethodResult.Summary;
import dev.lethe.compare.results.RunMetric;
import dev.lethe.compare.results.RunMetric.Unit;
import dev.lethe.compare.results.RunResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Texts of a comparison for the console. */
public final class ComparisonTable {
  private static final List<RunMetric> COLUMNS =
      List.of(
          RunMetric.AVERAGE_ACCURACY,
          RunMetric.AVERAGE_FORGETTING,
          RunMetric.LEARNING_ACCURACY,
          RunMetric.PREQUENTIAL_ACCURACY);

  private ComparisonTable() {}

  /** Returns the ranking as rows of cells; the first row is the header. */
  public static List<List<String>> rows(ComparisonResults results) {
    var columns = new LinkedHashSet<RunMetric>();
    columns.add(results.ranking());
    COLUMNS.stream()
        .filter(metric -> results.methods().stream().anyMatch(m -> m.metric(metric).isPresent()))
        .forEach(columns::add);
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("method", "runs"));
    columns.forEach(metric -> header.add(metric.title()));
    rows.add(header);
    for (MethodResult method : results.methods()) {
      List<String> row = new ArrayList<>();
      row.add(method.method() + label(method));
      row.add(runs(method));
      columns.forEach(metric -> row.add(cell(method.metric(metric), metric)));
      rows.add(row);
    }
    return rows;
  }

  private static String label(MethodResult method) {
    return method.oracle() ? " (oracle)" : method.baseline() ? " (baseline)" : "";
  }

  private static String runs(MethodResult method) {
    List<String> parts = new ArrayList<>(List.of(Integer.toString(method.runs())));
    if (method.failed() > 0) {
      parts.add(method.failed() + " failed");
    }
    if (method.diverged() > 0) {
      parts.add(method.diverged() + " diverged");
    }
    return String.join(", ", parts);
  }

  static String cell(Optional<Summary> summary, RunMetric metric) {
    return summary
        .map(
            each ->
                each.n() < 2
                    ? value(each.mean(), metric)
                    : "%s ± %s"
                        .formatted(
                            value(each.mean(), metric),
                            number(each.interval().high() - each.mean(), metric)))
        .orElse("-");
  }

  /** Returns one line about a run that has ended. */
  public static String line(RunResult run) {
    if (!run.hasEnded()) {
      return "%s, seed %d failed: %s".formatted(run.method(), run.seed(), run.reason());
    }
    List<String> parts =
        Arrays.asList(RunMetric.AVERAGE_ACCURACY, RunMetric.PREQUENTIAL_ACCURACY).stream()
            .filter(metric -> run.metric(metric).isPresent())
            .map(metric -> metric.title() + " " + value(run.metric(metric).get(), metric))
            .toList();
    return "%s, seed %d: %s in %.1f s"
        .formatted(run.method(), run.seed(), String.join(", ", parts), run.cost().seconds());
  }

  private static String value(double value, RunMetric metric) {
    return switch (metric.unit()) {
      case PERCENT -> number(value, metric) + " %";
      case POINTS -> number(value, metric) + " points";
      case RATIO -> number(value, metric);
    };
  }

  private static String number(double value, RunMetric metric) {
    return metric.unit() == Unit.RATIO
        ? String.format(Locale.ROOT, "%.2f", value)
        : String.format(Locale.ROOT, "%.1f", 100 * value);
  }
}
