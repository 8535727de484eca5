package dev.lethe.bench.run;

import dev.lethe.learner.scorecard.Scorecard;
import dev.lethe.learner.scorecard.ScorecardListener;
import dev.lethe.learner.stream.Alarm;
import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.HealthReport;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.learner.stream.Prediction;
import dev.lethe.measures.Accuracy;
import dev.lethe.measures.AccuracyByWindow;
import dev.lethe.measures.AccuracyMatrix;
import dev.lethe.measures.AccuracyRow;
import dev.lethe.measures.AnytimeAccuracy;
import dev.lethe.measures.Mean;
import dev.lethe.measures.NoChangeBaseline;
import dev.lethe.measures.Tally;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Collects the metrics of one run from its events. */
final class RunRecorder implements ScorecardListener {
  private final AccuracyMatrix amongAll = new AccuracyMatrix();
  private final AccuracyMatrix amongOwn = new AccuracyMatrix();
  private final AnytimeAccuracy anytime = new AnytimeAccuracy();
  private final Mean plasticityRatio = new Mean();
  private final AccuracyByWindow online = new AccuracyByWindow();
  private final NoChangeBaseline noChange = new NoChangeBaseline();
  private Tally tally = Tally.NONE;
  private final Map<String, Alarm> alarms = new TreeMap<>();
  private double overall = Double.NaN;
  private boolean periodic;
  private double warmStartGap = Double.NaN;

  @Override
  public void predicted(Example example, Prediction prediction) {
    if (example.label() == Example.UNLABELLED) {
      tally = tally.unscored();
      return;
    }
    boolean correct = prediction.predicted() == example.label();
    tally = tally.scored(correct);
    online.add(prediction.window(), correct);
    noChange.add(example.label());
  }

  @Override
  public void evaluated(Evaluation evaluation) {
    AccuracyRow all = evaluation.row(HoldoutResult::accuracy);
    anytime.add(all);
    if (evaluation.kind() == Evaluation.Kind.PERIODIC) {
      periodic = true;
      return;
    }
    amongAll.put(all);
    amongOwn.put(evaluation.row(HoldoutResult::accuracyAmongOwn));
    overall =
        Accuracy.of(
            evaluation.results().stream().mapToLong(HoldoutResult::correct).sum(),
            evaluation.results().stream().mapToLong(HoldoutResult::examples).sum());
  }

  @Override
  public void health(HealthReport report) {
    report.alarms().forEach(alarm -> alarms.putIfAbsent(alarm.name(), alarm));
  }

  /** Returns the alarms that were raised during the run, one per name. */
  Collection<Alarm> alarms() {
    return alarms.values();
  }

  @Override
  public void scored(Scorecard scorecard) {
    plasticityRatio.add(scorecard.plasticity().ratio());
    warmStartGap = scorecard.warmStartGap();
  }

  /**
   * Returns the mean over windows of {@link dev.lethe.learner.scorecard.Plasticity#ratio}; NaN
   * without a fresh network.
   */
  double plasticityRatio() {
    return plasticityRatio.value();
  }

  /** Returns {@link Scorecard#warmStartGap} at the end of the last window. */
  double warmStartGap() {
    return warmStartGap;
  }

  /** Returns the class-incremental matrix: the model chooses among all classes. */
  AccuracyMatrix amongAll() {
    return amongAll;
  }

  /** Returns the task-incremental matrix: the model chooses among the classes of the holdout. */
  AccuracyMatrix amongOwn() {
    return amongOwn;
  }

  /** Returns the accuracy over all held-out examples at the end of the last window. */
  double overall() {
    return overall;
  }

  /** Returns {@link AnytimeAccuracy}; NaN if the model was evaluated at window ends only. */
  double anytimeAccuracy() {
    return periodic ? anytime.value() : Double.NaN;
  }

  /** Returns the prequential accuracy over the whole stream. */
  double prequentialAccuracy() {
    return tally.accuracy();
  }

  /** Returns the prequential accuracy by window. */
  AccuracyByWindow online() {
    return online;
  }

  /** Returns {@link NoChangeBaseline} over the whole stream. */
  double noChangeAccuracy() {
    return noChange.value();
  }
}
