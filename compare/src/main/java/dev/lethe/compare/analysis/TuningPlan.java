package dev.lethe.compare.analysis;

import dev.lethe.compare.results.RunMetric;
import java.util.ArrayList;
import java.util.List;

/**
 * Choice among the points of a grid, fixed before the first run.
 *
 * @param grid keys with their values, in canonical form
 * @param lastWindow last of the windows that the choice is made on, from 0; null if it is made with
 *     the judged runs
 * @param seeds seeds of the selection, ascending, none of which is judged; empty if the choice is
 *     made with the judged runs
 * @param metric {@link RunMetric#key} of the selection; null for the default
 * @param methods requested methods with their points
 */
public record TuningPlan(
    List<String> grid,
    Integer lastWindow,
    List<Long> seeds,
    String metric,
    List<TunedMethod> methods) {
  /**
   * A requested method and its configurations.
   *
   * @param method method as the user wrote it
   * @param points configurations, at least one; a single one if no key of the grid applies
   */
  public record TunedMethod(String method, List<ComparedMethod> points) {
    public TunedMethod {
      points = List.copyOf(points);
    }

    /** Returns true if there is something to choose. */
    public boolean hasChoice() {
      return points.size() > 1;
    }
  }

  public TuningPlan {
    grid = List.copyOf(grid);
    seeds = List.copyOf(seeds);
    methods = List.copyOf(methods);
    if (metric != null) {
      RunMetric.parse(metric);
    }
    List<String> expressions = new ArrayList<>();
    for (TunedMethod method : methods) {
      for (ComparedMethod point : method.points()) {
        if (expressions.contains(point.expression())) {
          throw new IllegalArgumentException(
              "grid: got '%s' from two methods, expected different configurations"
                  .formatted(point.method()));
        }
        expressions.add(point.expression());
      }
    }
  }

  /** Returns the choice in a few words. */
  @Override
  public String toString() {
    String windows = isSelected() ? "the windows 0-%d".formatted(lastWindow) : "no other windows";
    return "grid %s on %s with seeds %s".formatted(grid, windows, seeds);
  }

  /** Returns true if the choice is made before the judged runs, on other seeds. */
  public boolean isSelected() {
    return lastWindow != null;
  }

  /** Returns the configurations of all methods among which there is something to choose. */
  public List<ComparedMethod> points() {
    return methods.stream()
        .filter(TunedMethod::hasChoice)
        .flatMap(method -> method.points().stream())
        .toList();
  }

  /**
   * Returns seeds that are not judged: the next ones after the largest judged one.
   *
   * @param judged judged seeds, ascending
   * @param count number of seeds
   */
  public static List<Long> seedsAfter(List<Long> judged, int count) {
    long last = judged.get(judged.size() - 1);
    List<Long> seeds = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      seeds.add(last + i);
    }
    return seeds;
  }
}
