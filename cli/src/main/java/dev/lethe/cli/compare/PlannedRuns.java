package dev.lethe.cli.compare;

import dev.lethe.cli.options.LearnerSettings;
import dev.lethe.cli.options.RunOptions;
import dev.lethe.compare.analysis.ComparedMethod;
import dev.lethe.compare.engine.PlannedRun;
import dev.lethe.compare.plan.ComparisonDirectory;
import dev.lethe.compare.plan.ComparisonPlan;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.trainer.replay.InputRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The runs of a plan: one for each method that needs a learner, and each seed. */
public final class PlannedRuns {
  private final ComparisonPlan plan;
  private final LearnerSettings settings;
  private final ComparedStream stream;

  public PlannedRuns(ComparisonPlan plan, LearnerSettings settings, ComparedStream stream) {
    this.plan = plan;
    this.settings = settings;
    this.stream = stream;
  }

  /** Returns the methods that need a learner. */
  private List<ComparedMethod> methods() {
    return plan.methods().stream().filter(method -> method.expression() != null).toList();
  }

  /** Returns the number of runs. */
  public int size() {
    return methods().size() * plan.seeds().size();
  }

  /** Returns the learner of each method, for the first seed. */
  public List<LearnerSpec> learners() {
    return methods().stream().map(method -> learner(method, plan.seeds().get(0))).toList();
  }

  private LearnerSpec learner(ComparedMethod method, long seed) {
    return settings.learner(
        MethodExpression.parse(method.expression()), stream.features(), stream.classes(), seed);
  }

  /** Returns the names of all runs. */
  public List<String> names(ComparisonDirectory directory) {
    List<String> names = new ArrayList<>();
    for (long seed : plan.seeds()) {
      methods().forEach(method -> names.add(name(directory, method, seed)));
    }
    return names;
  }

  private static String name(ComparisonDirectory directory, ComparedMethod method, long seed) {
    return "c%s-%s"
        .formatted(
            directory.id(), RunOptions.runName(MethodExpression.parse(method.expression()), seed));
  }

  /**
   * Returns the runs, seed by seed, so that an interrupted comparison has pairs.
   *
   * @param cluster cluster that has the streams, or sends them
   */
  public List<PlannedRun> runs(ComparisonDirectory directory, ComparedStream.Cluster cluster)
      throws InterruptedException {
    List<PlannedRun> runs = new ArrayList<>();
    for (long seed : plan.seeds()) {
      Optional<Long> streamSeed = stream.streamSeed(seed);
      InputRange range = cluster.range(streamSeed);
      for (ComparedMethod method : methods()) {
        runs.add(
            new PlannedRun(
                name(directory, method, seed),
                method,
                streamSeed.orElse(null),
                learner(method, seed),
                range));
      }
    }
    return runs;
  }
}
