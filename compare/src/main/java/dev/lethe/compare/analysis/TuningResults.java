package dev.lethe.compare.analysis;

import dev.lethe.compare.results.RunMetric;
import dev.lethe.compare.results.RunResult;
import dev.lethe.compare.results.Tuning;
import dev.lethe.compare.results.Tuning.GridPoint;
import dev.lethe.compare.results.Tuning.Kind;
import dev.lethe.compare.results.Tuning.TunedMethod;
import dev.lethe.compare.statistics.Comparison.Goal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Chooses the best point of each method's grid. */
public final class TuningResults {
  private static final Comparator<GridPoint> BY_VALUES =
      Comparator.comparingInt(point -> point.values().size() - point.runs());

  private final TuningPlan plan;
  private final List<RunResult> runs;
  private final RunMetric metric;

  private TuningResults(TuningPlan plan, List<RunResult> runs, RunMetric metric) {
    this.plan = plan;
    this.runs = runs;
    this.metric = metric;
  }

  /**
   * Chooses with runs that are not judged.
   *
   * @param runs runs of all points, with the seeds of the selection
   */
  public static Tuning selected(TuningPlan plan, List<RunResult> runs) {
    RunMetric by =
        plan.metric() == null ? Analysis.defaultMetric(runs) : RunMetric.parse(plan.metric());
    String windows = plan.lastWindow() == 0 ? "0" : "0-" + plan.lastWindow();
    return new TuningResults(plan, runs, by).of(Kind.SELECTED, windows, plan.seeds());
  }

  /**
   * Chooses with the judged runs.
   *
   * @param runs runs of all methods
   * @param ranking metric of the ranking, which is that of the choice too
   */
  public static Tuning oracle(TuningPlan plan, List<RunResult> runs, RunMetric ranking) {
    List<Long> seeds = runs.stream().map(RunResult::seed).distinct().sorted().toList();
    return new TuningResults(plan, runs, ranking).of(Kind.ORACLE, null, seeds);
  }

  /**
   * Returns the methods to judge: the chosen points under the names of the requested methods, then
   * the baselines that are not among them.
   *
   * @param methods requested methods and baselines
   */
  public static List<ComparedMethod> judged(List<ComparedMethod> methods, Tuning tuning) {
    List<ComparedMethod> chosen =
        methods.stream()
            .filter(method -> !method.baseline())
            .map(each -> of(each, tuning))
            .toList();
    List<ComparedMethod> judged = new ArrayList<>(chosen);
    methods.stream()
        .filter(ComparedMethod::baseline)
        .filter(
            baseline ->
                chosen.stream()
                    .noneMatch(method -> method.expression().equals(baseline.expression())))
        .forEach(judged::add);
    return judged;
  }

  private static ComparedMethod of(ComparedMethod method, Tuning tuning) {
    return tuning.methods().stream()
        .filter(tuned -> tuned.method().equals(method.method()))
        .flatMap(tuned -> tuned.points().stream())
        .filter(GridPoint::chosen)
        .map(point -> new ComparedMethod(method.method(), point.expression(), false))
        .findFirst()
        .orElse(method);
  }

  private Tuning of(Kind kind, String windows, List<Long> seeds) {
    List<TunedMethod> methods = plan.methods().stream().map(this::method).toList();
    boolean equal = methods.stream().map(TuningResults::budget).distinct().count() <= 1;
    return new Tuning(
        kind,
        plan.grid(),
        windows,
        metric.key(),
        seeds,
        equal,
        TuningText.budget(methods, equal),
        methods);
  }

  private static List<Long> budget(TunedMethod method) {
    return List.of((long) method.configurations(), (long) method.runs(), method.examples());
  }

  private TunedMethod method(TuningPlan.TunedMethod planned) {
    if (!planned.hasChoice()) {
      ComparedMethod only = planned.points().get(0);
      var point = new GridPoint(only.method(), only.expression(), true, 0, Double.NaN, Map.of());
      return new TunedMethod(planned.method(), 1, 0, 0, List.of(point));
    }
    List<GridPoint> points = planned.points().stream().map(this::point).toList();
    GridPoint best = best(points);
    List<GridPoint> marked = new ArrayList<>();
    for (GridPoint point : points) {
      marked.add(
          new GridPoint(
              point.point(),
              point.expression(),
              point.equals(best),
              point.runs(),
              point.mean(),
              point.values()));
    }
    List<RunResult> own =
        planned.points().stream().flatMap(point -> runsOf(point).stream()).toList();
    return new TunedMethod(
        planned.method(),
        points.size(),
        own.size(),
        own.stream().mapToLong(RunResult::examples).sum(),
        marked);
  }

  private List<RunResult> runsOf(ComparedMethod point) {
    return runs.stream().filter(run -> run.method().equals(point.method())).toList();
  }

  private GridPoint point(ComparedMethod point) {
    List<RunResult> own = runsOf(point);
    Map<Long, Double> values = new TreeMap<>();
    own.forEach(run -> run.metric(metric).ifPresent(value -> values.put(run.seed(), value)));
    double mean =
        values.values().stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    return new GridPoint(point.method(), point.expression(), false, own.size(), mean, values);
  }

  /**
   * Returns the best point, the first of equal ones. A point of which more runs have no metric is
   * worse than all others: a mean over fewer seeds is not comparable.
   */
  private GridPoint best(List<GridPoint> points) {
    return points.stream().max(BY_VALUES.thenComparing(this::score)).orElseThrow();
  }

  private double score(GridPoint point) {
    if (point.values().isEmpty()) {
      return Double.NEGATIVE_INFINITY;
    }
    return metric.goal() == Goal.HIGHER ? point.mean() : -point.mean();
  }
}
