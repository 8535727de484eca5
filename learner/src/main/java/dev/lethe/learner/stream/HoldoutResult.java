package dev.lethe.learner.stream;

import dev.lethe.measures.Accuracy;
import dev.lethe.measures.HoldoutHits;

/**
 * Evaluation of the model on the holdout of one task window.
 *
 * @param window number of the window
 * @param task task of the window, or null: see {@link TaskWindow}
 * @param examples number of examples of the holdout without absurd ones, at least 1
 * @param correct number of correct predictions (class-incremental accuracy)
 * @param correctAmongOwn number of correct predictions if the model may predict only classes that
 *     occur in this holdout (task-incremental accuracy)
 * @param loss mean cross-entropy, nats
 * @param hits examples that were predicted correctly, or null if unknown
 */
public record HoldoutResult(
    int window,
    String task,
    int examples,
    int correct,
    int correctAmongOwn,
    double loss,
    HoldoutHits hits) {
  /** Creates a result without hits. */
  public HoldoutResult(
      int window, String task, int examples, int correct, int correctAmongOwn, double loss) {
    this(window, task, examples, correct, correctAmongOwn, loss, null);
  }

  /** Returns the accuracy among all classes (class-incremental), in [0, 1]. */
  public double accuracy() {
    return Accuracy.of(correct, examples);
  }

  /** Returns the accuracy among the classes of the holdout (task-incremental), in [0, 1]. */
  public double accuracyAmongOwn() {
    return Accuracy.of(correctAmongOwn, examples);
  }
}
