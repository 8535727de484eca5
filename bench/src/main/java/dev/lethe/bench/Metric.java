package dev.lethe.bench;

import dev.lethe.measures.AverageAccuracy;
import dev.lethe.measures.BackwardTransfer;
import dev.lethe.measures.Forgetting;
import dev.lethe.measures.LearningAccuracy;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What is reported of a run. */
enum Metric {
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

  /** Of a stream of classes, in shares of 1. */
  Metric(String key, String title, ToDoubleFunction<RunRecorder> of) {
    this.key = key;
    this.title = title;
    this.unit = Unit.PERCENT;
    this.of = of;
  }

  /** Of a regression. */
  Metric(String key, String title) {
    this.key = key;
    this.title = title;
    this.unit = Unit.NUMBER;
    this.of = run -> Double.NaN;
  }

  /** Whether the smaller is the better. */
  boolean lessIsBetter() {
    return switch (this) {
      case FORGETTING, TASK_FORGETTING, WARM_START_GAP, FIRST_ERROR, LAST_ERROR -> true;
      default -> false;
    };
  }

  /** Those that exist of a regression, or of a stream of classes. */
  static List<Metric> ofRegression(boolean regression) {
    return Arrays.stream(values())
        .filter(figure -> (figure.unit == Unit.NUMBER) == regression)
        .toList();
  }

  /** As it is called in files. */
  String key() {
    return key;
  }

  /** As it is called in reports. */
  String title() {
    return title;
  }

  Unit unit() {
    return unit;
  }

  static Metric parse(String key) {
    return Arrays.stream(values())
        .filter(figure -> figure.key.equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "figure: got '%s', expected one of %s"
                        .formatted(key, Arrays.stream(values()).map(Metric::key).toList())));
  }

  /** All of a run over a stream of classes; NaN for those that do not exist of it. */
  static Map<Metric, Double> of(RunRecorder run) {
    Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
    for (Metric figure : ofRegression(false)) {
      metrics.put(figure, figure.of.applyAsDouble(run));
    }
    return metrics;
  }
}
