package dev.lethe.learner.scorecard;

import static java.util.Objects.requireNonNull;

/**
 * Answers to the three questions of continual learning at the end of a task window. A value that is
 * not defined is NaN.
 *
 * @param window number of the window
 * @param task task of the window, or null
 * @param step learning steps completed
 * @param eventTime largest event time accepted, ms since the epoch
 * @param stability accuracy on past windows and what was forgotten of them
 * @param plasticity learning of this window against a fresh network
 * @param warmStartGap mean over the retained windows of the accuracy of a network trained from
 *     scratch, minus the run's, in [−1, 1]: above 0 a network trained from scratch would be better
 *     (Ash and Adams, "On warm-starting neural network training", 2020). NaN without such a network
 *     or without a holdout
 */
public record Scorecard(
    int window,
    String task,
    long step,
    long eventTime,
    Stability stability,
    Plasticity plasticity,
    double warmStartGap) {
  public Scorecard {
    requireNonNull(stability, "stability");
    requireNonNull(plasticity, "plasticity");
  }
}
