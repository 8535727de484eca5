package dev.lethe.learner.scorecard;

import dev.lethe.measures.AccuracyMatrix;
import dev.lethe.measures.AverageAccuracy;
import dev.lethe.measures.Forgetting;
import dev.lethe.measures.LearningAccuracy;

/**
 * Accuracy on the windows so far and forgetting after window k, computed from the accuracy matrix.
 *
 * @param accuracy {@link AverageAccuracy} A_k, in [0, 1]; NaN if no holdout was evaluated
 * @param forgetting {@link Forgetting} F_k, in [−1, 1]; NaN after one window
 * @param forgettable number of windows that F_k is a mean over
 * @param learningAccuracy {@link LearningAccuracy} LA_k, in [0, 1]; NaN if no window had a holdout
 */
public record Stability(
    double accuracy, double forgetting, int forgettable, double learningAccuracy) {
  /** Returns the stability after the newest row of an accuracy matrix. */
  static Stability of(AccuracyMatrix matrix) {
    return new Stability(
        AverageAccuracy.of(matrix),
        Forgetting.average(matrix),
        Forgetting.windows(matrix),
        LearningAccuracy.of(matrix));
  }
}
