package dev.lethe.cli.options;

import dev.lethe.compare.analysis.ComparedMethod;
import dev.lethe.compare.analysis.Hypothesis;
import dev.lethe.compare.engine.Baselines;
import dev.lethe.compare.plan.ComparisonPlan;
import dev.lethe.compare.statistics.Comparison;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of a comparison that its plan consists of, except those of its stream. */
public final class ComparisonOptions {
  private static final List<String> METHODS = List.of("naive", MethodExpression.RECOMMENDED);

  /** Steps between evaluations, so that curves and the stability gap are known. */
  private static final int EVALUATION_INTERVAL = 100;

  @Mixin private RunOptions runs;
  @Mixin private SeedsOption seeds;
  @Mixin private BaselinesOption baselines;
  @Mixin private ScorecardOptions scorecard;
  @Mixin private MaxAheadOption maxAhead;
  @Mixin private GridOptions grid;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      description =
          "Metric of the ranking, e.g. averageAccuracy or prequentialAccuracy. Default:"
              + " averageAccuracy, or prequentialAccuracy without holdouts.")
  private String metric;

  @Option(
      names = "--hypothesis",
      paramLabel = "STATEMENT",
      description =
          "What the comparison is to show, fixed in its plan before anything runs: 'METHOD > METHOD',"
              + " the first is better, or 'METHOD > METHOD by METRIC'. Repeatable. Everything else is"
              + " then marked as exploratory.")
  private List<String> hypotheses = List.of();

  /** Returns the settings that all runs share. */
  public LearnerSettings settings() {
    return runs.settings(EVALUATION_INTERVAL);
  }

  /** Returns the networks to compare with; empty if there is no scorecard. */
  public Optional<ReferenceNetworks> references() {
    return scorecard.references();
  }

  /** Returns the maximum time that an event may be after the timestamp of its record. */
  public Duration maxAhead() {
    return maxAhead.value();
  }

  /** Returns the baselines that need no learner. */
  public List<Baselines> baselinesWithoutLearner() {
    return baselines.withoutLearner();
  }

  /** Returns the seeds of the runs, ascending. */
  public List<Long> seeds() {
    return seeds.values();
  }

  /**
   * Returns the requested methods, or the points of a grid that is not selected before, then the
   * baselines that are not among them.
   *
   * @throws IllegalArgumentException if a method or a baseline is unknown, or a method given twice
   */
  public List<ComparedMethod> methods() {
    List<ComparedMethod> methods = new ArrayList<>(grid.requested(runs.methodsByText(METHODS)));
    for (String baseline : baselines.methods()) {
      String expression = runs.withOptimizer(baseline).toString();
      if (methods.stream().noneMatch(method -> method.expression().equals(expression))) {
        methods.add(new ComparedMethod(baseline, expression, true));
      }
    }
    baselines.withoutLearner().stream().map(Baselines::method).forEach(methods::add);
    return methods;
  }

  /**
   * Returns the plan.
   *
   * @param stream the stream with all its options, as text
   * @param streamPerSeed true if each seed has a stream of its own
   * @throws IllegalArgumentException if an option has an invalid value
   */
  public ComparisonPlan plan(String stream, boolean streamPerSeed) {
    List<ComparedMethod> methods = methods();
    return new ComparisonPlan(
        ComparisonPlan.SCHEMA,
        stream,
        streamPerSeed,
        methods,
        seeds(),
        metric,
        hypotheses.stream().map(each -> Hypothesis.parse(each, methods)).toList(),
        plannedSettings(),
        grid.tuning(runs.methodsByText(METHODS), settings().windows(), seeds()).orElse(null));
  }

  private Map<String, String> plannedSettings() {
    LearnerSettings shared = settings();
    return Map.of(
        "model", shared.model().toString(),
        "windows", shared.windows().toString(),
        "holdout", shared.holdout().toString(),
        "guard", shared.guard().toString(),
        "batch.size", Integer.toString(shared.batchSize()),
        "evaluate.every", Integer.toString(shared.evaluateEvery()),
        "scorecard", references().map(ReferenceNetworks::toString).orElse("off"),
        "max.ahead", maxAhead().toString(),
        "test", Comparison.TEST);
  }
}
