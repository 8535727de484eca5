package dev.lethe.cli.options;

import dev.lethe.compare.analysis.ComparedMethod;
import dev.lethe.compare.analysis.TuningPlan;
import dev.lethe.compare.analysis.TuningPlan.TunedMethod;
import dev.lethe.compare.plan.Grid;
import dev.lethe.compare.plan.GridKey;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.window.WindowRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Options for the settings that a comparison tries. */
public final class GridOptions {
  private static final Pattern WINDOWS = Pattern.compile("windows=0(?:-([0-9]{1,6}))?");
  private static final int DEFAULT_SEEDS = 2;
  private static final int MAX_SEEDS = 1_000;

  @Option(
      names = "--grid",
      paramLabel = "SETTINGS",
      description =
          "Values to try for a setting of a part, e.g. 'er.memory=200,500,1000' or"
              + " 'sgd.lr=0.01,0.1', for each requested method that has the part. Repeatable: a method"
              + " is tried with all combinations. Use it with --select-on; without it, the best"
              + " combination is an oracle and never the winner.")
  private List<String> grid = new ArrayList<>();

  @Option(
      names = "--select-on",
      paramLabel = "WINDOWS",
      description =
          "Selects among the combinations of --grid on the first task windows, e.g. 'windows=0-1',"
              + " with seeds that are not judged. The judged runs begin after these windows.")
  private String selectOn;

  @Option(
      names = "--select-seeds",
      paramLabel = "N",
      description =
          "Number of seeds of the selection: the next ones after those of --seeds. Default: "
              + DEFAULT_SEEDS
              + ".")
  private Integer seeds;

  @Option(
      names = "--select-by",
      paramLabel = "METRIC",
      description =
          "Metric of the selection. Default: averageAccuracy, or prequentialAccuracy without"
              + " holdouts.")
  private String metric;

  /**
   * Returns the requested methods as the plan names them: the methods if settings are selected
   * before they are judged, otherwise all points of the grid.
   *
   * @param methods requested methods by the text that the user wrote
   */
  List<ComparedMethod> requested(Map<String, MethodExpression> methods) {
    if (selectOn == null) {
      return tuned(methods).stream().flatMap(method -> method.points().stream()).toList();
    }
    List<ComparedMethod> requested = new ArrayList<>();
    methods.forEach(
        (text, method) -> requested.add(new ComparedMethod(text, method.toString(), false)));
    return requested;
  }

  /**
   * Returns the choice among the points of the grid; empty without a grid.
   *
   * @param methods requested methods by the text that the user wrote
   * @param windows rule that ends windows
   * @param judged judged seeds, ascending
   * @throws IllegalArgumentException if an option is invalid, or has no effect
   */
  Optional<TuningPlan> tuning(
      Map<String, MethodExpression> methods, WindowRule windows, List<Long> judged) {
    requireEffect();
    if (grid.isEmpty()) {
      return Optional.empty();
    }
    List<TunedMethod> tuned = tuned(methods);
    List<String> keys = Grid.parse(grid).keys().stream().map(GridKey::toString).toList();
    if (selectOn == null) {
      return Optional.of(new TuningPlan(keys, null, List.of(), null, tuned));
    }
    int last = lastWindow();
    if (windows instanceof WindowRule.ByDrift) {
      throw new IllegalArgumentException(
          "select.on: got '%s' with windows that end at drifts, expected field, count or time windows: drifts depend on the method"
              .formatted(selectOn));
    }
    if (tuned.stream().noneMatch(TunedMethod::hasChoice)) {
      throw new IllegalArgumentException(
          "grid: got %s, expected two or more values to select from".formatted(keys));
    }
    return Optional.of(
        new TuningPlan(keys, last, TuningPlan.seedsAfter(judged, seedCount()), metric, tuned));
  }

  private void requireEffect() {
    requireEffect(selectOn != null && grid.isEmpty(), "select.on", selectOn, "grid");
    requireEffect(seeds != null && selectOn == null, "select.seeds", seeds, "select-on");
    requireEffect(metric != null && selectOn == null, "select.by", metric, "select-on");
  }

  private static void requireEffect(boolean missing, String key, Object value, String other) {
    if (missing) {
      throw new IllegalArgumentException(
          "%s: got '%s' without --%s, expected both".formatted(key, value, other));
    }
  }

  private List<TunedMethod> tuned(Map<String, MethodExpression> methods) {
    Grid parsed = Grid.parse(grid);
    parsed.requireApplicable(methods.values());
    List<TunedMethod> tuned = new ArrayList<>();
    methods.forEach(
        (text, method) -> tuned.add(new TunedMethod(text, parsed.points(text, method))));
    return tuned;
  }

  private int lastWindow() {
    Matcher matcher = WINDOWS.matcher(selectOn);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "select.on: got '%s', expected windows=0-N, such as windows=0-1: runs begin with window 0"
              .formatted(selectOn));
    }
    return matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
  }

  private int seedCount() {
    int count = seeds == null ? DEFAULT_SEEDS : seeds;
    if (count < 1 || count > MAX_SEEDS) {
      throw new IllegalArgumentException(
          "select.seeds: got '%d', expected 1 to %d".formatted(count, MAX_SEEDS));
    }
    return count;
  }
}
