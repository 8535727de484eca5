package dev.lethe.cli.compare;

import dev.lethe.cli.options.LearnerSettings;
import dev.lethe.cli.options.RunOptions;
import dev.lethe.compare.analysis.ComparedMethod;
import dev.lethe.compare.engine.PlannedRun;
import dev.lethe.compare.plan.ComparisonDirectory;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.trainer.replay.InputRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs to execute: one for each method that needs a learner, and each seed. */
final class PlannedRuns {
  private final List<ComparedMethod> methods;
  private final List<Long> seeds;
  private final LearnerSettings settings;
  private final ComparedStream stream;
  private final StreamPart part;

  /**
   * @param methods methods; those that need no learner have no runs
   * @param part records that the runs learn
   */
  PlannedRuns(
      List<ComparedMethod> methods,
      List<Long> seeds,
      LearnerSettings settings,
      ComparedStream stream,
      StreamPart part) {
    this.methods = methods.stream().filter(method -> method.expression() != null).toList();
    this.seeds = seeds;
    this.settings = settings;
    this.stream = stream;
    this.part = part;
  }

  /** Returns the number of runs. */
  int size() {
    return methods.size() * seeds.size();
  }

  /** Returns the learner of each method, for the first seed. */
  List<LearnerSpec> learners() {
    return methods.stream().map(method -> learner(method, seeds.get(0))).toList();
  }

  private LearnerSpec learner(ComparedMethod method, long seed) {
    return settings.learner(
        MethodExpression.parse(method.expression()), stream.features(), stream.classes(), seed);
  }

  /** Returns the names of all runs. */
  List<String> names(ComparisonDirectory directory) {
    List<String> names = new ArrayList<>();
    for (long seed : seeds) {
      methods.forEach(method -> names.add(name(directory, method, seed)));
    }
    return names;
  }

  private String name(ComparisonDirectory directory, ComparedMethod method, long seed) {
    return "c%s-%s%s"
        .formatted(
            directory.id(),
            part == StreamPart.FIRST ? "select-" : "",
            RunOptions.runName(MethodExpression.parse(method.expression()), seed));
  }

  /**
   * Returns the runs, seed by seed, so that an interrupted comparison has pairs.
   *
   * @param cluster cluster that has the streams, or sends them
   * @param parts cut of the streams
   */
  List<PlannedRun> runs(
      ComparisonDirectory directory, ComparedStream.Cluster cluster, StreamParts parts)
      throws InterruptedException {
    List<PlannedRun> runs = new ArrayList<>();
    for (long seed : seeds) {
      Optional<Long> streamSeed = stream.streamSeed(seed);
      InputRange range = parts.range(directory, cluster, streamSeed, part);
      for (ComparedMethod method : methods) {
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
