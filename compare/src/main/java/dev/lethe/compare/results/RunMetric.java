package dev.lethe.compare.results;

import dev.lethe.common.text.Suggestions;
import dev.lethe.compare.statistics.Comparison.Goal;
import java.util.Arrays;

/** Metric of a whole run, defined in {@code dev.lethe.measures}. */
public enum RunMetric {
  AVERAGE_ACCURACY("averageAccuracy", "average accuracy", Unit.PERCENT, Goal.HIGHER),
  AVERAGE_FORGETTING("averageForgetting", "average forgetting", Unit.POINTS, Goal.LOWER),
  LEARNING_ACCURACY("learningAccuracy", "learning accuracy", Unit.PERCENT, Goal.HIGHER),
  BACKWARD_TRANSFER("backwardTransfer", "backward transfer", Unit.POINTS, Goal.HIGHER),
  PREQUENTIAL_ACCURACY("prequentialAccuracy", "prequential accuracy", Unit.PERCENT, Goal.HIGHER),
  ANYTIME_ACCURACY("anytimeAccuracy", "average anytime accuracy", Unit.PERCENT, Goal.HIGHER),
  STABILITY_GAP("stabilityGap", "stability gap", Unit.POINTS, Goal.LOWER),
  PLASTICITY_RATIO("plasticityRatio", "plasticity ratio", Unit.RATIO, Goal.HIGHER),
  WARM_START_GAP("warmStartGap", "warm-start gap", Unit.POINTS, Goal.LOWER);

  /** Unit of a metric in reports; files always have shares of 1. */
  public enum Unit {
    /** Share of 1, shown in percent. */
    PERCENT,
    /** Difference of two shares, shown in percentage points. */
    POINTS,
    /** Shown as it is. */
    RATIO
  }

  private final String key;
  private final String title;
  private final Unit unit;
  private final Goal goal;

  RunMetric(String key, String title, Unit unit, Goal goal) {
    this.key = key;
    this.title = title;
    this.unit = unit;
    this.goal = goal;
  }

  /** Returns the name in files and options, e.g. {@code averageAccuracy}. */
  public String key() {
    return key;
  }

  /** Returns the name in reports, e.g. {@code average accuracy}. */
  public String title() {
    return title;
  }

  public Unit unit() {
    return unit;
  }

  /** Returns the direction in which the metric improves. */
  public Goal goal() {
    return goal;
  }

  /**
   * Returns the metric of a name in files and options.
   *
   * @throws IllegalArgumentException if the name is unknown
   */
  public static RunMetric parse(String key) {
    return Arrays.stream(values())
        .filter(metric -> metric.key.equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                Suggestions.unknown(
                    "metric", key, Arrays.stream(values()).map(RunMetric::key).toList()));
  }
}
