package dev.lethe.learner;

import static java.util.Objects.requireNonNull;

import dev.lethe.learner.evaluation.HoldoutRule;
import dev.lethe.learner.guard.GuardRule;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.model.ModelSpec;
import dev.lethe.learner.window.WindowRule;

/**
 * Complete configuration of a learner: together with the stream it determines every bit of the
 * results. Created with a {@link Builder}.
 *
 * @param method method to train with, completed by {@link MethodExpression#complete}
 * @param model network to train
 * @param windows rule that ends task windows
 * @param holdout rule for labelled examples that are kept out of training
 * @param guard rule that keeps absurd values out of training
 * @param features features per example
 * @param classes number of classes
 * @param batchSize fresh examples per learning step
 * @param evaluateEvery learning steps between evaluations; 0 evaluates at window ends only
 * @param healthEvery learning steps between health reports
 * @param seed seed of all random streams
 */
public record LearnerSpec(
    MethodExpression method,
    ModelSpec model,
    WindowRule windows,
    HoldoutRule holdout,
    GuardRule guard,
    int features,
    int classes,
    int batchSize,
    int evaluateEvery,
    int healthEvery,
    long seed) {
  public LearnerSpec {
    method = requireNonNull(method, "method").complete();
    requireNonNull(model, "model");
    requireNonNull(windows, "windows");
    requireNonNull(holdout, "holdout");
    requireNonNull(guard, "guard");
    requireAtLeast("features", features, 1);
    requireAtLeast("classes", classes, 2);
    requireAtLeast("batchSize", batchSize, 1);
    requireAtLeast("evaluateEvery", evaluateEvery, 0);
    requireAtLeast("healthEvery", healthEvery, 1);
  }

  private static void requireAtLeast(String key, int got, int min) {
    if (got < min) {
      throw new IllegalArgumentException(key + ": got '" + got + "', expected at least " + min);
    }
  }

  /**
   * Returns a builder with the defaults of the command line: the recommended method, {@code
   * mlp(hidden=100:100)}, windows by task field, no examples held out by share, batches of 10,
   * evaluation at window ends only, a health report every 50 steps, seed 1.
   *
   * @param features features per example
   * @param classes number of classes
   */
  public static Builder builder(int features, int classes) {
    return new Builder(features, classes);
  }

  /** Returns a builder that starts from this specification. */
  public Builder toBuilder() {
    return new Builder(features, classes)
        .method(method)
        .model(model)
        .windows(windows)
        .holdout(holdout)
        .guard(guard)
        .batchSize(batchSize)
        .evaluateEvery(evaluateEvery)
        .healthEvery(healthEvery)
        .seed(seed);
  }

  /** Builder of a {@link LearnerSpec}; each setter has the meaning of the record's component. */
  public static final class Builder {
    private final int features;
    private final int classes;
    private MethodExpression method = MethodExpression.parse(MethodExpression.RECOMMENDED);
    private ModelSpec model = ModelSpec.parse("mlp");
    private WindowRule windows = new WindowRule.ByField();
    private HoldoutRule holdout = HoldoutRule.DEFAULT;
    private GuardRule guard = GuardRule.DEFAULT;
    private int batchSize = 10;
    private int evaluateEvery;
    private int healthEvery = 50;
    private long seed = 1;

    private Builder(int features, int classes) {
      this.features = features;
      this.classes = classes;
    }

    public Builder method(MethodExpression value) {
      method = value;
      return this;
    }

    /** Sets the method from its expression, such as {@code er(memory=500)+adam(lr=0.001)}. */
    public Builder method(String expression) {
      return method(MethodExpression.parse(expression));
    }

    public Builder model(ModelSpec value) {
      model = value;
      return this;
    }

    /** Sets the model from its expression, such as {@code mlp(hidden=100:100)}. */
    public Builder model(String expression) {
      return model(ModelSpec.parse(expression));
    }

    public Builder windows(WindowRule value) {
      windows = value;
      return this;
    }

    /** Sets the window rule from its expression, such as {@code count(n=1000)}. */
    public Builder windows(String expression) {
      return windows(WindowRule.parse(expression));
    }

    public Builder holdout(HoldoutRule value) {
      holdout = value;
      return this;
    }

    public Builder guard(GuardRule value) {
      guard = value;
      return this;
    }

    public Builder batchSize(int value) {
      batchSize = value;
      return this;
    }

    public Builder evaluateEvery(int steps) {
      evaluateEvery = steps;
      return this;
    }

    public Builder healthEvery(int steps) {
      healthEvery = steps;
      return this;
    }

    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /**
     * Returns the specification.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public LearnerSpec build() {
      return new LearnerSpec(
          method,
          model,
          windows,
          holdout,
          guard,
          features,
          classes,
          batchSize,
          evaluateEvery,
          healthEvery,
          seed);
    }
  }
}
