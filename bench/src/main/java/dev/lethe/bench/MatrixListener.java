package dev.lethe.bench;

import dev.lethe.learner.Evaluation;
import dev.lethe.learner.Example;
import dev.lethe.learner.HoldoutResult;
import dev.lethe.learner.LearnerListener;
import dev.lethe.learner.Prediction;
import java.util.ArrayList;
import java.util.List;

/** Keeps the accuracy matrix of one run and derives what is reported of it. */
final class MatrixListener implements LearnerListener {
  /** R[i][j] for j ≤ i. */
  private final List<double[]> rows = new ArrayList<>();

  private long predicted;
  private long right;

  @Override
  public void predicted(Example example, Prediction prediction) {
    predicted++;
    right += prediction.predicted() == example.label() ? 1 : 0;
  }

  @Override
  public void evaluated(Evaluation evaluation) {
    if (evaluation.kind() == Evaluation.Kind.WINDOW_END) {
      rows.add(evaluation.results().stream().mapToDouble(MatrixListener::accuracy).toArray());
    }
  }

  /** A: mean of the last row. */
  double averageAccuracy() {
    double sum = 0;
    for (double accuracy : last()) {
      sum += accuracy;
    }
    return sum / last().length;
  }

  /**
   * F: mean over all windows but the last of the best accuracy before the last window end minus
   * that at it (Chaudhry et al. 2018); NaN for one window.
   */
  double averageForgetting() {
    int k = rows.size() - 1;
    double sum = 0;
    for (int j = 0; j < k; j++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int l = j; l < k; l++) {
        best = Math.max(best, rows.get(l)[j]);
      }
      sum += best - last()[j];
    }
    return sum / k;
  }

  /** LA: mean of the diagonal. */
  double learningAccuracy() {
    double sum = 0;
    for (int j = 0; j < rows.size(); j++) {
      sum += rows.get(j)[j];
    }
    return sum / rows.size();
  }

  /** Test-then-train accuracy over the whole stream. */
  double prequentialAccuracy() {
    return (double) right / predicted;
  }

  private double[] last() {
    return rows.get(rows.size() - 1);
  }

  private static double accuracy(HoldoutResult result) {
    return (double) result.correct() / result.examples();
  }
}
