package dev.lethe.bench.run;

import java.util.List;
import java.util.Optional;

/** Report of one method over several seeds. */
public final class SeedReport {
  private SeedReport() {}

  /**
   * Returns one line for each metric that is finite in all runs. The no-change baseline is shown
   * only without holdouts, because otherwise the order of labels is a choice of the scenario.
   */
  public static String text(String method, List<Result> runs) {
    var text = new StringBuilder(method).append('\n');
    boolean holdouts = runs.stream().allMatch(run -> run.value(Metric.CLASS).isPresent());
    for (Metric metric : Metric.values()) {
      List<Double> values =
          runs.stream().map(run -> run.value(metric)).flatMap(Optional::stream).toList();
      if (values.size() == runs.size() && !(holdouts && metric == Metric.NO_CHANGE)) {
        text.append(
            "  %-36s %-6s %s%n"
                .formatted(
                    metric.title(), metric.unitName(), Summary.of(values).text(metric.unit())));
      }
    }
    return text.toString();
  }
}
