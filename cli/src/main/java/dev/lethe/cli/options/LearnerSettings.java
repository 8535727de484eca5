package dev.lethe.cli.options;

import static java.util.Objects.requireNonNull;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.guard.GuardRule;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.model.ModelSpec;
import dev.lethe.learner.window.WindowRule;

/**
 * Settings that all runs of a command share; method, seed and shape of the data make them a {@link
 * LearnerSpec}.
 *
 * @param model the network
 * @param windows end of task windows
 * @param holdout examples that are kept out of training
 * @param guard rule that keeps absurd values out of training
 * @param batchSize number of new examples per learning step, at least 1
 * @param evaluateEvery learning steps between evaluations; 0 evaluates only at window ends
 */
public record LearnerSettings(
    ModelSpec model,
    WindowRule windows,
    HoldoutRule holdout,
    GuardRule guard,
    int batchSize,
    int evaluateEvery) {
  public static final String DEFAULT_OPTIMIZER = "sgd(lr=0.1)";
  public static final String DEFAULT_MODEL = "mlp(hidden=100:100)";
  public static final String DEFAULT_WINDOWS = "field";
  public static final int DEFAULT_BATCH_SIZE = 10;

  public LearnerSettings {
    requireNonNull(model, "model");
    requireNonNull(windows, "windows");
    requireNonNull(holdout, "holdout");
    requireNonNull(guard, "guard");
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "batch.size: got '%d', expected at least 1".formatted(batchSize));
    }
  }

  /**
   * Returns the specification of one run.
   *
   * @param features values per example
   * @param classes size of the head
   */
  public LearnerSpec learner(MethodExpression method, int features, int classes, long seed) {
    return LearnerSpec.builder(features, classes)
        .method(method)
        .model(model)
        .windows(windows)
        .holdout(holdout)
        .guard(guard)
        .batchSize(batchSize)
        .evaluateEvery(evaluateEvery)
        .seed(seed)
        .build();
  }
}
