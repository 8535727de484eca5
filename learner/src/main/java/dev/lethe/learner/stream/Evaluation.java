package dev.lethe.learner.stream;

import dev.lethe.measures.AccuracyRow;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Evaluation of the model on the holdout of every window so far. At the end of window <i>i</i> it
 * is row <i>i</i> of the accuracy matrix.
 *
 * @param kind reason for the evaluation
 * @param window number of the newest window
 * @param step learning steps completed
 * @param examples LEARN examples accepted
 * @param eventTime largest event time accepted, ms since the epoch
 * @param results one result per retained, non-empty holdout, ordered by window
 */
public record Evaluation(
    Kind kind, int window, long step, long examples, long eventTime, List<HoldoutResult> results) {
  public Evaluation {
    results = List.copyOf(results);
  }

  /** Returns an accuracy of each result as a row of the accuracy matrix. */
  public AccuracyRow row(ToDoubleFunction<HoldoutResult> accuracy) {
    var accuracies = new TreeMap<Integer, Double>();
    results.forEach(result -> accuracies.put(result.window(), accuracy.applyAsDouble(result)));
    return new AccuracyRow(window, accuracies);
  }

  /** Reason for an evaluation. */
  public enum Kind {
    /** A task window has ended in which the model was trained. */
    WINDOW_END,
    /** The configured number of steps has been completed. */
    PERIODIC
  }
}
