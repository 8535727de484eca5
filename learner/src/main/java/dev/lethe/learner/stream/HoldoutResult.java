package dev.lethe.learner.stream;

import dev.lethe.measures.Accuracy;

/**
 * The model on the holdout of one task window.
 *
 * @param window the window's number
 * @param task its task, or null
 * @param examples size of the holdout, at least 1
 * @param correct how many of them the model predicts right
 * @param correctAmongOwn how many of them the model predicts rightly when it may choose only among
 *     the classes that this holdout has examples of: task-incremental accuracy, where {@code
 *     correct} is class-incremental
 * @param loss mean cross-entropy in nats
 */
public record HoldoutResult(
    int window, String task, int examples, int correct, int correctAmongOwn, double loss) {
  /** Returns the accuracy among all classes (class-incremental), in [0, 1]. */
  public double accuracy() {
    return Accuracy.of(correct, examples);
  }

  /** Returns the accuracy among the classes of the holdout (task-incremental), in [0, 1]. */
  public double accuracyAmongOwn() {
    return Accuracy.of(correctAmongOwn, examples);
  }
}
