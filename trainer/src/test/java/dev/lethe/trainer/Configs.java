package dev.lethe.trainer;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.schemas.Topics;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Configurations of small runs: 8 features, 4 classes, batches of 10. */
final class Configs {
  static final int FEATURES = 8;
  static final int CLASSES = 4;

  /** Both reference networks, with budgets smaller than the stream. */
  static final ReferenceNetworks SMALL = new ReferenceNetworks(true, true, 200, 2, 30);

  private Configs() {}

  static TrainerConfig of(String run, String method, Map<String, String> kafka) {
    return of(run, method, "localhost:1", "http://localhost:1", kafka);
  }

  static TrainerConfig of(
      String run, String method, String bootstrap, String registry, Map<String, String> kafka) {
    LearnerSpec learner =
        LearnerSpec.builder(FEATURES, CLASSES)
            .method(method)
            .model("mlp(hidden=16)")
            .holdout(new HoldoutRule(0, 100, 8))
            .healthEvery(20)
            .build();
    return TrainerConfig.builder(run, new Topics("lethe"), learner)
        .scorecard(Optional.of(ReferenceNetworks.NONE))
        .bootstrapServers(bootstrap)
        .schemaRegistryUrl(registry)
        .commitInterval(Duration.ofMillis(50))
        .kafka(kafka)
        .build();
  }

  /** Returns the same run with another model. */
  static TrainerConfig modelled(String model, TrainerConfig config) {
    return config.toBuilder().learner(config.learner().toBuilder().model(model).build()).build();
  }

  /**
   * Returns the same run with checkpoints in a directory.
   *
   * @param everySteps learning steps after which a checkpoint is due
   * @param keep newest checkpoints to keep
   * @param keepWindows newest task windows of which one checkpoint each is kept
   */
  static TrainerConfig checkpointed(
      TrainerConfig config, Path location, int everySteps, int keep, int keepWindows) {
    var settings =
        new CheckpointSettings(
            location.toString(),
            Map.of(),
            CheckpointSettings.DEFAULT_RECOVERY_TARGET,
            everySteps,
            keep,
            keepWindows,
            0);
    return config.toBuilder().checkpoints(Optional.of(settings)).build();
  }

  static TrainerConfig scored(Optional<ReferenceNetworks> scorecard, TrainerConfig config) {
    return config.toBuilder().scorecard(scorecard).build();
  }

  static TrainerConfig in(Topics topics, TrainerConfig config) {
    return config.toBuilder().topics(topics).build();
  }
}
