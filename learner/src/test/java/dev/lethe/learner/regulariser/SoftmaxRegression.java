package dev.lethe.learner.regulariser;

import dev.lethe.learner.part.Kit;
import dev.lethe.learner.part.Regulariser;
import dev.lethe.learner.part.Step;
import org.junit.jupiter.api.AfterEach;

/**
 * Model for tests of regularisers: softmax regression with two features and two classes; W [2, 2]
 * is parameter 0, b [2] parameter 1.
 */
abstract class SoftmaxRegression {
  static final float[][] ROWS = {{1, 2}};

  final Kit kit = new Kit("mlp(hidden=0)", "naive+sgd(lr=0.5)", 2, 2);

  @AfterEach
  void close() {
    kit.close();
  }

  static double metric(Regulariser part, String name) {
    return Kit.metrics(part).get(name);
  }

  /** Makes a complete step of SGD with the part. */
  void update(Regulariser part, Step step) {
    part.gradientComputed(step);
    part.addGradient(step);
    kit.context().optimizer().update(kit.context().parameters(), step.gradients(), step.scope());
    part.updated(step);
  }
}
