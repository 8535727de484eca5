package dev.lethe.learner.scorecard;

import static java.util.Objects.requireNonNull;

/**
 * Scorecard of a run at the end of a task window: stability, plasticity and warm-start gap. A value
 * that is not defined is NaN.
 *
 * @param window number of the window
 * @param task task of the window, or null
 * @param step number of completed learning steps
 * @param eventTime largest event time accepted, ms since the epoch
 * @param stability accuracy on the windows so far, and forgetting
 * @param plasticity learning of this window, compared with a fresh network
 * @param warmStartGap mean over the retained windows of the accuracy of a network trained from
 *     scratch, minus the run's, in [−1, 1]; above 0 if training from scratch is better (Ash and
 *     Adams, "On warm-starting neural network training", 2020). NaN without such a network or
 *     without a holdout
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
