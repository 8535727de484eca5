package dev.lethe.learner.scorecard;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.HoldoutResult;
import java.util.Map;
import java.util.TreeMap;

/** What the rows of the accuracy matrix amount to, of which only the retained columns are kept. */
final class AccuracyBook implements Stateful {
  private final Map<Integer, Double> best = new TreeMap<>();
  private double learningAccuracies;
  private int learnt;

  /** Accuracies by window. */
  static Map<Integer, Double> row(Evaluation evaluation) {
    Map<Integer, Double> row = new TreeMap<>();
    for (HoldoutResult result : evaluation.results()) {
      row.put(result.window(), (double) result.correct() / result.examples());
    }
    return row;
  }

  /**
   * Enters the row of a window that has ended.
   *
   * @param row its accuracies by window
   */
  Stability enter(int window, Map<Integer, Double> row) {
    double sum = 0;
    double forgotten = 0;
    int forgettable = 0;
    for (Map.Entry<Integer, Double> entry : row.entrySet()) {
      double accuracy = entry.getValue();
      sum += accuracy;
      if (entry.getKey() == window) {
        learningAccuracies += accuracy;
        learnt++;
      } else if (best.containsKey(entry.getKey())) {
        forgotten += best.get(entry.getKey()) - accuracy;
        forgettable++;
      }
    }
    best.keySet().retainAll(row.keySet());
    row.forEach((column, accuracy) -> best.merge(column, accuracy, Math::max));
    return new Stability(
        mean(sum, row.size()),
        mean(forgotten, forgettable),
        forgettable,
        mean(learningAccuracies, learnt));
  }

  @Override
  public void save(StateWriter out) {
    out.put(learningAccuracies).put(learnt).put(best.size());
    best.forEach((window, accuracy) -> out.put(window).put(accuracy));
  }

  @Override
  public void restore(StateReader in) {
    learningAccuracies = in.getDouble();
    learnt = in.getInt();
    best.clear();
    for (int i = in.getInt(); i > 0; i--) {
      best.put(in.getInt(), in.getDouble());
    }
  }

  private static double mean(double sum, int count) {
    return count == 0 ? Double.NaN : sum / count;
  }
}
