package dev.lethe.trainer;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.model.ModelSpec;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.window.WindowRule;
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
        new LearnerSpec(
            MethodExpression.parse(method),
            ModelSpec.parse("mlp(hidden=16)"),
            WindowRule.parse("field"),
            new HoldoutRule(0, 100, 8),
            FEATURES,
            CLASSES,
            10,
            0,
            20,
            1),
        Optional.of(ReferenceNetworks.NONE),
        bootstrap,
        registry,
        true,
        TrainerConfig.Start.EARLIEST,
        Duration.ofMillis(50),
        kafka);
  }

  /** Returns the same run with another model. */
  static TrainerConfig modelled(String model, TrainerConfig config) {
    LearnerSpec learner = config.learner();
    return new TrainerConfig(
        config.run(),
        config.topics(),
        new LearnerSpec(
            learner.method(),
            ModelSpec.parse(model),
            learner.windows(),
            learner.holdout(),
            learner.features(),
            learner.classes(),
            learner.batchSize(),
            learner.evaluateEvery(),
            learner.healthEvery(),
            learner.seed()),
        config.scorecard(),
        config.bootstrapServers(),
        config.schemaRegistryUrl(),
        config.registerSchemas(),
        config.start(),
        config.commitInterval(),
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
        config.kafka());
  }
}
