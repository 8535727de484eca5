package dev.lethe.learner;

import static java.util.Objects.requireNonNull;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.model.ModelSpec;
import dev.lethe.learner.window.WindowRule;

/**
 * Everything that decides what a learner does with a stream.
 *
 * @param method how it learns; kinds left open are decided by {@link MethodExpression#complete}
 * @param model what it learns
 * @param windows where task windows end
 * @param holdout what is kept out of training
 * @param features numbers per example
 * @param classes classes that the model can tell apart
 * @param batchSize fresh examples per learning step
 * @param evaluateEvery learning steps between evaluations; 0 evaluates at window ends only
 * @param healthEvery learning steps between health reports
 * @param seed of all random streams
 */
public record LearnerSpec(
    MethodExpression method,
    ModelSpec model,
    WindowRule windows,
    HoldoutRule holdout,
    int features,
    int classes,
    int batchSize,
    int evaluateEvery,
    int healthEvery,
    long seed) {
  /** Learning steps between health reports, where nobody says otherwise. */
  public static final int DEFAULT_HEALTH_EVERY = 50;

  public LearnerSpec {
    method = requireNonNull(method, "method").complete();
    requireNonNull(model, "model");
    requireNonNull(windows, "windows");
    requireNonNull(holdout, "holdout");
    atLeast("features", features, 1);
    atLeast("classes", classes, 2);
    atLeast("batchSize", batchSize, 1);
    atLeast("evaluateEvery", evaluateEvery, 0);
    atLeast("healthEvery", healthEvery, 1);
  }

  private static void atLeast(String key, int seen, int wanted) {
    if (seen < wanted) {
      throw new IllegalArgumentException(key + ": got '" + seen + "', expected at least " + wanted);
    }
  }
}
