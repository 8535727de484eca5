package dev.lethe.compare.engine;

import dev.lethe.compare.analysis.ComparedMethod;
import dev.lethe.compare.plan.ComparisonDirectory.Finished;
import dev.lethe.compare.plan.StreamSummary;
import dev.lethe.compare.results.RunMetric;
import dev.lethe.compare.results.RunResult;
import dev.lethe.compare.results.RunResult.Cost;
import dev.lethe.compare.results.RunResult.Status;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Baselines that need no learner: they are computed from the labels of the stream. */
public enum Baselines {
  NO_CHANGE("no-change", StreamSummary::noChange),
  MAJORITY_CLASS("majority-class", StreamSummary::majorityClass);

  private final String title;
  private final ToDoubleFunction<StreamSummary> accuracy;

  Baselines(String title, ToDoubleFunction<StreamSummary> accuracy) {
    this.title = title;
    this.accuracy = accuracy;
  }

  /** Returns the name in options and results. */
  public String title() {
    return title;
  }

  /** Returns the baseline as a method. */
  public ComparedMethod method() {
    return new ComparedMethod(title, null, true);
  }

  /**
   * Returns the result of the baseline on the stream of a run.
   *
   * @param on any run that has ended on this stream
   */
  public RunResult result(Finished on) {
    double value = accuracy.applyAsDouble(on.stream());
    return new RunResult(
        title + "-s" + on.result().seed(),
        title,
        on.result().seed(),
        on.result().streamSeed(),
        true,
        Status.FINISHED,
        null,
        Double.isNaN(value) ? Map.of() : Map.of(RunMetric.PREQUENTIAL_ACCURACY.key(), value),
        on.stream().examples(),
        0,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        Cost.unknown());
  }
}
