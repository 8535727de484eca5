package dev.lethe.bench.run;

import dev.lethe.learner.scorecard.Scorecard;
import dev.lethe.learner.scorecard.ScorecardListener;
import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.learner.stream.Prediction;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** Records the events of one run for its metrics. */
final class RunRecorder implements ScorecardListener {
  private final HoldoutAccuracies amongAll = new HoldoutAccuracies();
  private final HoldoutAccuracies amongOwn = new HoldoutAccuracies();
  private double overall = Double.NaN;
  private double anytime;
  private long evaluations;
  private boolean periodic;
  private double plasticityRatios;
  private int compared;
  private double warmStartGap = Double.NaN;
  private long predicted;
  private long correct;
  private long unchanged;
  private int lastLabel = Example.UNLABELLED;
  private final OnlineByWindow online = new OnlineByWindow();

  @Override
  public void predicted(Example example, Prediction prediction) {
    predicted++;
    boolean hit = prediction.predicted() == example.label();
    correct += hit ? 1 : 0;
    online.add(prediction.window(), hit);
    unchanged += lastLabel == example.label() ? 1 : 0;
    lastLabel = example.label();
  }

  @Override
  public void evaluated(Evaluation evaluation) {
    if (evaluation.results().isEmpty()) {
      return;
    }
    double[] all = accuracies(evaluation, HoldoutResult::correct);
    anytime += HoldoutAccuracies.mean(all);
    evaluations++;
    if (evaluation.kind() == Evaluation.Kind.PERIODIC) {
      periodic = true;
      return;
    }
    amongAll.add(all);
    amongOwn.add(accuracies(evaluation, HoldoutResult::correctAmongOwn));
    overall =
        evaluation.results().stream().mapToDouble(HoldoutResult::correct).sum()
            / evaluation.results().stream().mapToDouble(HoldoutResult::examples).sum();
  }

  @Override
  public void scored(Scorecard scorecard) {
    double ratio = scorecard.plasticity().ratio();
    if (!Double.isNaN(ratio)) {
      plasticityRatios += ratio;
      compared++;
    }
    warmStartGap = scorecard.warmStartGap();
  }

  /** Returns the mean of {@link dev.lethe.learner.scorecard.Plasticity#ratio} over windows. */
  double plasticityRatio() {
    return plasticityRatios / compared;
  }

  /** Returns {@link Scorecard#warmStartGap} at the end of the last window. */
  double warmStartGap() {
    return warmStartGap;
  }

  /** Returns class-incremental accuracies: the model chooses among all classes. */
  HoldoutAccuracies amongAll() {
    return amongAll;
  }

  /** Returns task-incremental accuracies: the model chooses among the classes of the holdout. */
  HoldoutAccuracies amongOwn() {
    return amongOwn;
  }

  /** Returns the accuracy on all holdout examples at the end. */
  double overall() {
    return overall;
  }

  /**
   * Returns the average anytime accuracy (AAA): the mean, over all evaluations, of the average
   * accuracy over the windows so far. NaN if the run evaluates only at window ends.
   */
  double anytimeAccuracy() {
    return periodic ? anytime / evaluations : Double.NaN;
  }

  /** Returns the test-then-train accuracy over the whole stream. */
  double prequentialAccuracy() {
    return (double) correct / predicted;
  }

  /** Returns the test-then-train accuracy by window. */
  OnlineByWindow online() {
    return online;
  }

  /** Returns the accuracy of repeating the last label; the first prediction counts as wrong. */
  double noChangeAccuracy() {
    return (double) unchanged / predicted;
  }

  private static double[] accuracies(
      Evaluation evaluation, ToDoubleFunction<HoldoutResult> correct) {
    // by window: old holdouts may have been dropped, and a window may have none
    double[] row = new double[evaluation.window() + 1];
    Arrays.fill(row, Double.NaN);
    evaluation
        .results()
        .forEach(
            result -> row[result.window()] = correct.applyAsDouble(result) / result.examples());
    return row;
  }
}
