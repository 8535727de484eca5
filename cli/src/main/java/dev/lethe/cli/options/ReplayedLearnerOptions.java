package dev.lethe.cli.options;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.window.WindowRule;
import dev.lethe.schemas.Run;
import dev.lethe.trainer.RunAccess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options for the learner of a replay: that of a run with changes, or a new one. */
public final class ReplayedLearnerOptions {
  /** Options that a run has settings for. */
  private static final List<String> OF_THE_RUN =
      List.of(
          "--model",
          "--batch-size",
          "--evaluate-every",
          "--holdout-share",
          "--holdout-capacity",
          "--holdout-windows",
          "--guard",
          "--max-ahead",
          "--features",
          "--classes");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private RunOptions learner;
  @Mixin private SeedOption seed;
  @Mixin private MaxAheadOption maxAhead;

  @Option(
      names = "--features",
      paramLabel = "N",
      description = "Number of features per example, unless a run is named.")
  private Integer features;

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "Number of classes, unless a run is named; labels are 0 to N-1.")
  private Integer classes;

  /**
   * Returns the specification of the learner.
   *
   * @param run run whose settings are used; empty for none
   * @throws IllegalArgumentException if an option is missing, or does not fit a run
   */
  public LearnerSpec learner(RunAccess access, Optional<Run> run) {
    return run.isPresent() ? changed(access.learnerOf(run.get())) : created();
  }

  /**
   * Returns the maximum time that an event may be after the timestamp of its record.
   *
   * @param run run whose setting is used; empty for none
   */
  public Duration maxAhead(RunAccess access, Optional<Run> run) {
    return run.map(found -> access.config(found).maxAhead()).orElseGet(maxAhead::value);
  }

  private LearnerSpec created() {
    if (features == null || classes == null) {
      throw new IllegalArgumentException(
          "%s: got nothing, expected a number, or the name of a run whose settings to use"
              .formatted(features == null ? "features" : "classes"));
    }
    MethodExpression method = one(learner.methods(List.of(MethodExpression.RECOMMENDED)));
    return learner.learner(method, features, classes, seed.value());
  }

  private LearnerSpec changed(LearnerSpec of) {
    for (String name : OF_THE_RUN) {
      if (isGiven(name)) {
        throw new IllegalArgumentException(
            "%s: got a value besides a run, expected none: the run has its own"
                .formatted(name.substring(2).replace('-', '.')));
      }
    }
    LearnerSpec.Builder changed = of.toBuilder();
    if (isGiven("--method")) {
      String optimizer = isGiven("--optimizer") ? learner.optimizer() : of.method().optimizerText();
      changed.method(one(learner.methods(List.of(), optimizer)));
    }
    if (isGiven("--windows")) {
      changed.windows(WindowRule.parse(learner.windows()));
    }
    if (isGiven("--seed")) {
      changed.seed(seed.value());
    }
    return changed.build();
  }

  private static MethodExpression one(List<MethodExpression> methods) {
    if (methods.size() != 1) {
      throw new IllegalArgumentException(
          "method: got %d methods, expected one".formatted(methods.size()));
    }
    return methods.get(0);
  }

  private boolean isGiven(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }
}
