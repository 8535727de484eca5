package dev.lethe.trainer;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.guard.GuardRule;
import dev.lethe.schemas.Run;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import dev.lethe.trainer.replay.InputRange;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the settings of a run from its record, which {@link RunRecord} has made of them. */
final class RunSettings {
  private RunSettings() {}

  /**
   * Returns the specification of a run's learner.
   *
   * @throws IllegalArgumentException if the record lacks a setting, because an earlier version of
   *     Lethe wrote it, or has an invalid one
   */
  static LearnerSpec learner(Run run) {
    return LearnerSpec.builder(run.getFeatures(), run.getClasses())
        .method(run.getMethod())
        .model(run.getModel())
        .windows(run.getWindows())
        .holdout(
            new HoldoutRule(
                Double.parseDouble(text(run, "holdout.share")),
                Integer.parseInt(text(run, "holdout.capacity")),
                Integer.parseInt(text(run, "holdout.windows"))))
        .guard(GuardRule.parse(text(run, "guard")))
        .batchSize(run.getBatchSize())
        .evaluateEvery(Integer.parseInt(text(run, "evaluate.every")))
        .healthEvery(Integer.parseInt(text(run, "health.every")))
        .seed(run.getSeed())
        .build();
  }

  /** Returns the maximum time that an event may be after the timestamp of its record. */
  static Duration maxAhead(Run run) {
    return Duration.parse(text(run, "max.ahead"));
  }

  /** Returns where the run started, if it is new. */
  static TrainerConfig.Start start(Run run) {
    return TrainerConfig.Start.valueOf(text(run, "start"));
  }

  /** Returns the range of the input that the run consumes; empty for a live run. */
  static Optional<InputRange> range(Run run) {
    return Optional.ofNullable(run.getSettings().get(RunRecord.RANGE)).map(InputRange::parse);
  }

  /** Returns true if the run publishes every prediction, false if it publishes outcomes. */
  static boolean everyPrediction(Run run) {
    return !run.getSettings().containsKey(RunRecord.PREDICTIONS);
  }

  /** Returns where the run keeps its checkpoints; empty if it keeps none. */
  static Optional<CheckpointSettings> checkpoints(Run run) {
    String location = run.getSettings().getOrDefault(RunRecord.CHECKPOINTS, "off");
    if (location.equals("off")) {
      return Optional.empty();
    }
    String prefix = RunRecord.CHECKPOINTS + ".";
    Map<String, String> store =
        run.getSettings().entrySet().stream()
            .filter(setting -> setting.getKey().startsWith(prefix))
            .collect(
                Collectors.toMap(
                    setting -> setting.getKey().substring(prefix.length()), Map.Entry::getValue));
    return Optional.of(CheckpointSettings.at(location, store));
  }

  private static String text(Run run, String key) {
    Map<String, String> settings = run.getSettings();
    String value = settings.get(key);
    if (value == null) {
      throw new IllegalArgumentException(
          "%s: got nothing in the record of run '%s', expected a value: version %s of Lethe wrote it"
              .formatted(key, run.getRun(), settings.get("lethe.version")));
    }
    return value;
  }
}
