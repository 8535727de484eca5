package dev.lethe.compare.results;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Choice among the points of a grid.
 *
 * @param kind how the choice was made
 * @param grid keys with their values
 * @param windows windows that the choice was made on, such as {@code 0-1}; null for an oracle
 * @param metric {@link RunMetric#key} of the choice
 * @param seeds seeds of the selection, none of which is judged; those of the comparison for an
 *     oracle
 * @param equalBudgets true if every requested method had the same budget
 * @param budget budgets in words
 * @param methods requested methods with their points
 */
public record Tuning(
    Kind kind,
    List<String> grid,
    String windows,
    String metric,
    List<Long> seeds,
    boolean equalBudgets,
    String budget,
    List<TunedMethod> methods) {
  /** Way in which a configuration was chosen. */
  public enum Kind {
    /** Before the judged runs, with other seeds. */
    SELECTED,
    /** With the runs that judge it: the choice knows their results. */
    ORACLE
  }

  /**
   * A requested method and its budget.
   *
   * @param method method as the user wrote it
   * @param configurations number of its configurations
   * @param runs runs that the choice was made with; 0 for a single configuration
   * @param examples examples that these runs have predicted
   * @param points configurations in the order of the grid
   */
  public record TunedMethod(
      String method, int configurations, int runs, long examples, List<GridPoint> points) {
    public TunedMethod {
      points = List.copyOf(points);
    }
  }

  /**
   * A configuration.
   *
   * @param point configuration as a method
   * @param expression configuration in canonical form
   * @param chosen true if it was chosen
   * @param runs number of its runs, whether or not they failed; 0 for a single configuration
   * @param mean mean of the metric over the runs that have it; NaN if none has
   * @param values metric by seed
   */
  public record GridPoint(
      String point,
      String expression,
      boolean chosen,
      int runs,
      double mean,
      Map<Long, Double> values) {
    public GridPoint {
      values = new TreeMap<>(values);
    }
  }

  public Tuning {
    grid = List.copyOf(grid);
    seeds = List.copyOf(seeds);
    methods = List.copyOf(methods);
  }

  /** Returns true if a method of the comparison was chosen with the runs that judge it. */
  public boolean isOracle(String method) {
    return kind == Kind.ORACLE
        && methods.stream()
            .filter(each -> each.configurations() > 1)
            .flatMap(each -> each.points().stream())
            .anyMatch(point -> point.chosen() && point.point().equals(method));
  }
}
