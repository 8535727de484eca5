package dev.lethe.learner.stream;

import dev.lethe.measures.AccuracyRow;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The model of one moment on the holdout of every window so far: at the end of window <i>i</i>, row
 * <i>i</i> of the accuracy matrix.
 *
 * @param kind why it was taken
 * @param window the window that was being learnt
 * @param step learning steps completed
 * @param examples examples accepted to be learnt or predicted
 * @param eventTime largest event time seen, ms since the epoch
 * @param results one per holdout that is retained and not empty, by window
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

  /** Why an evaluation is taken. */
  public enum Kind {
    /** A task window has ended. */
    WINDOW_END,
    /** A number of steps has been completed. */
    PERIODIC
  }
}
