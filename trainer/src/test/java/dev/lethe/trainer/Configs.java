package dev.lethe.trainer;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.schemas.Topics;
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
    return new TrainerConfig(
        run,
        new Topics("lethe"),
        LearnerSpec.builder(FEATURES, CLASSES)
            .method(method)
            .model("mlp(hidden=16)")
            .holdout(new HoldoutRule(0, 100, 8))
            .healthEvery(20)
            .build(),
        Optional.of(ReferenceNetworks.NONE),
        bootstrap,
        registry,
        true,
        TrainerConfig.Start.EARLIEST,
        Duration.ofMillis(50),
        TrainerConfig.DEFAULT_MAX_AHEAD,
        kafka);
  }

  /** Returns the same run with another model. */
  static TrainerConfig modelled(String model, TrainerConfig config) {
    return new TrainerConfig(
        config.run(),
        config.topics(),
        config.learner().toBuilder().model(model).build(),
        config.scorecard(),
        config.bootstrapServers(),
        config.schemaRegistryUrl(),
        config.registerSchemas(),
        config.start(),
        config.commitInterval(),
        config.maxAhead(),
        config.kafka());
  }

  static TrainerConfig scored(Optional<ReferenceNetworks> scorecard, TrainerConfig config) {
    return new TrainerConfig(
        config.run(),
        config.topics(),
        config.learner(),
        scorecard,
        config.bootstrapServers(),
        config.schemaRegistryUrl(),
        config.registerSchemas(),
        config.start(),
        config.commitInterval(),
        config.maxAhead(),
        config.kafka());
  }

  static TrainerConfig in(Topics topics, TrainerConfig config) {
    return new TrainerConfig(
        config.run(),
        topics,
        config.learner(),
        config.scorecard(),
        config.bootstrapServers(),
        config.schemaRegistryUrl(),
        config.registerSchemas(),
        config.start(),
        config.commitInterval(),
        config.maxAhead(),
        config.kafka());
  }
}
