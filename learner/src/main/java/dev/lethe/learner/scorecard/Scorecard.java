package dev.lethe.learner.scorecard;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The three questions of continual learning, at the end of a task window.
 *
 * @param window the window's number
 * @param task its task, or null
 * @param step learning steps completed
 * @param stability what is left of the past
 * @param plasticity how the window was learnt
 * @param warmStartGap mean over the retained windows of the accuracy of a network trained from
 *     scratch, minus the run's, in [−1, 1]: above 0 the run would do better to begin again (Ash and
 *     Adams, "On warm-starting neural network training", 2020). NaN without such a network or
 *     without a holdout
 */
public record Scorecard(
    int window,
    String task,
    long step,
    Stability stability,
    Plasticity plasticity,
    double warmStartGap) {
  /** What the names of all figures begin with. */
  public static final String PREFIX = "scorecard.";

  public Scorecard {
    requireNonNull(stability, "stability");
    requireNonNull(plasticity, "plasticity");
  }

  /**
   * The figures by name; those that do not exist are absent.
   *
   * <ul>
   *   <li>{@code scorecard.accuracy}, {@code scorecard.forgetting}, {@code
   *       scorecard.learning.accuracy}: see {@link Stability}
   *   <li>{@code scorecard.plasticity.ours}, {@code scorecard.plasticity.fresh}: online accuracies
   *   <li>{@code scorecard.plasticity.ratio}, {@code scorecard.plasticity.holdout.ratio}, {@code
   *       scorecard.plasticity.speed}: see {@link Plasticity}
   *   <li>{@code scorecard.warm.start.gap}
   * </ul>
   */
  public Map<String, Double> metrics() {
    SortedMap<String, Double> metrics = new TreeMap<>();
    metrics.put("scorecard.accuracy", stability.accuracy());
    metrics.put("scorecard.forgetting", stability.forgetting());
    metrics.put("scorecard.learning.accuracy", stability.learningAccuracy());
    metrics.put("scorecard.plasticity.ours", plasticity.online());
    metrics.put("scorecard.plasticity.fresh", plasticity.freshOnline());
    metrics.put("scorecard.plasticity.ratio", plasticity.ratio());
    metrics.put("scorecard.plasticity.holdout.ratio", plasticity.holdoutRatio());
    metrics.put("scorecard.plasticity.speed", plasticity.speed());
    metrics.put("scorecard.warm.start.gap", warmStartGap);
    metrics.values().removeIf(figure -> figure.isNaN());
    return metrics;
  }
}
