package dev.lethe.bench;

import dev.lethe.learner.scorecard.Scorecard;
import dev.lethe.learner.scorecard.ScorecardListener;
import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.learner.stream.Prediction;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** Hears one run, and knows what is reported of it. */
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
  private long right;
  private long unchanged;
  private int lastLabel = Example.UNLABELLED;
  private final OnlineByWindow online = new OnlineByWindow();

  @Override
  public void predicted(Example example, Prediction prediction) {
    predicted++;
    boolean hit = prediction.predicted() == example.label();
    right += hit ? 1 : 0;
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
  public void scored(Scorecard card) {
    double ratio = card.plasticity().ratio();
    if (!Double.isNaN(ratio)) {
      plasticityRatios += ratio;
      compared++;
    }
    warmStartGap = card.warmStartGap();
  }

  /** Mean over windows of {@link dev.lethe.learner.scorecard.Plasticity#ratio}. */
  double plasticityRatio() {
    return plasticityRatios / compared;
  }

  /** {@link Scorecard#warmStartGap} at the end of the last window. */
  double warmStartGap() {
    return warmStartGap;
  }

  /** Class-incremental: the model chooses among all classes. */
  HoldoutAccuracies amongAll() {
    return amongAll;
  }

  /** Task-incremental: the model chooses among the classes of the holdout. */
  HoldoutAccuracies amongOwn() {
    return amongOwn;
  }

  /** Share of all held out examples that is right at the end. */
  double overall() {
    return overall;
  }

  /**
   * AAA: mean over all evaluations of the average accuracy over the windows so far; NaN where there
   * were none but those at window ends.
   */
  double anytimeAccuracy() {
    return periodic ? anytime / evaluations : Double.NaN;
  }

  /** Test-then-train accuracy over the whole stream. */
  double prequentialAccuracy() {
    return (double) right / predicted;
  }

  /** Test-then-train accuracy by window. */
  OnlineByWindow online() {
    return online;
  }

  /** What predicting the last label again would have got; the first prediction counts as wrong. */
  double noChangeAccuracy() {
    return (double) unchanged / predicted;
  }

  private static double[] accuracies(
      Evaluation evaluation, ToDoubleFunction<HoldoutResult> correct) {
    // by window: holdouts of old windows may have gone, and a window may have had none
    double[] row = new double[evaluation.window() + 1];
    Arrays.fill(row, Double.NaN);
    evaluation
        .results()
        .forEach(
            result -> row[result.window()] = correct.applyAsDouble(result) / result.examples());
    return row;
  }
}
