package dev.lethe.bench.run;

import dev.lethe.common.text.Suggestions;
import dev.lethe.measures.AverageAccuracy;
import dev.lethe.measures.BackwardTransfer;
import dev.lethe.measures.Forgetting;
import dev.lethe.measures.LearningAccuracy;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Metric that is reported for a run. */
public enum Metric {
  CLASS("class", "class-incremental accuracy", m -> AverageAccuracy.of(m.amongAll())),
  TASK("task", "task-incremental accuracy", m -> AverageAccuracy.of(m.amongOwn())),
  OVERALL("overall", "accuracy over all test examples", RunRecorder::overall),
  FORGETTING("forgetting", "average forgetting", m -> Forgetting.average(m.amongAll())),
  TASK_FORGETTING(
      "task-forgetting", "task-incremental forgetting", m -> Forgetting.average(m.amongOwn())),
  LEARNING("learning", "learning accuracy", m -> LearningAccuracy.of(m.amongAll())),
  TASK_LEARNING(
      "task-learning", "task-incremental learning", m -> LearningAccuracy.of(m.amongOwn())),
  BWT("bwt", "backward transfer", m -> BackwardTransfer.average(m.amongAll())),
  ONE_STEP_BWT(
      "one-step-bwt", "one-step backward transfer", m -> BackwardTransfer.oneStep(m.amongAll())),
  PREQUENTIAL("prequential", "prequential accuracy", RunRecorder::prequentialAccuracy),
  ONLINE_FIRST("online-first", "prequential accuracy, first window", m -> m.online().first()),
  ONLINE_BEST("online-best", "prequential accuracy, best window", m -> m.online().best()),
  ONLINE_LAST("online-last", "prequential accuracy, last window", m -> m.online().last()),
  AAA("aaa", "average anytime accuracy", RunRecorder::anytimeAccuracy),
  NO_CHANGE("no-change", "no-change floor", RunRecorder::noChangeAccuracy),
  PLASTICITY("plasticity", "plasticity ratio, mean of windows", RunRecorder::plasticityRatio),
  WARM_START_GAP("warm-start-gap", "warm-start gap at the end", RunRecorder::warmStartGap),
  FIRST_ERROR("first-error", "squared error, first bin"),
  LAST_ERROR("last-error", "squared error, last ten bins");

  private final String key;
  private final String title;
  private final Unit unit;
  private final ToDoubleFunction<RunRecorder> of;

  /** Creates a metric of a stream of classes, stored as a share of 1. */
  Metric(String key, String title, ToDoubleFunction<RunRecorder> of) {
    this.key = key;
    this.title = title;
    this.unit = Unit.PERCENT;
    this.of = of;
  }

  /** Creates a metric of a regression. */
  Metric(String key, String title) {
    this.key = key;
    this.title = title;
    this.unit = Unit.NUMBER;
    this.of = run -> Double.NaN;
  }

  /** Returns true if smaller values are better. */
  public boolean lessIsBetter() {
    return switch (this) {
      case FORGETTING, TASK_FORGETTING, WARM_START_GAP, FIRST_ERROR, LAST_ERROR -> true;
      default -> false;
    };
  }

  /** Returns the metrics of a regression, or those of a stream of classes. */
  public static List<Metric> ofRegression(boolean regression) {
    return Arrays.stream(values())
        .filter(metric -> (metric.unit == Unit.NUMBER) == regression)
        .toList();
  }

  /** Returns the name in files and options. */
  public String key() {
    return key;
  }

  /** Returns the name in reports. */
  public String title() {
    return title;
  }

  public Unit unit() {
    return unit;
  }

  /** Returns the unit in reports: {@code %}, {@code points} for differences of accuracies. */
  public String unitName() {
    return switch (this) {
      case FORGETTING, TASK_FORGETTING, BWT, ONE_STEP_BWT, WARM_START_GAP -> "points";
      case FIRST_ERROR, LAST_ERROR -> "";
      default -> "%";
    };
  }

  /**
   * Returns the metric of a name in files and options.
   *
   * @throws IllegalArgumentException if the name is unknown
   */
  public static Metric parse(String key) {
    return Arrays.stream(values())
        .filter(metric -> metric.key.equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                Suggestions.unknown(
                    "metric", key, Arrays.stream(values()).map(Metric::key).toList()));
  }

  /**
   * Returns all metrics of a run on a stream of classes; NaN for metrics that the run does not
   * have.
   */
  static Map<Metric, Double> of(RunRecorder run) {
    Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
    for (Metric metric : ofRegression(false)) {
      metrics.put(metric, metric.of.applyAsDouble(run));
    }
    return metrics;
  }
}
