package dev.lethe.learner;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.TorchEngine;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartKind;
import dev.lethe.learner.guard.GradientClip;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.model.ModelSpec;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.LearnerContext;
import dev.lethe.learner.random.RandomStreams;
import dev.lethe.learner.rehearsal.Naive;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Online regression: predicts real-valued targets and trains on them, one example per step. It uses
 * the same step as {@link Learner}, with the same models, optimizers and plasticity parts, but with
 * the squared error in place of the cross-entropy:
 *
 * <pre>
 *   L(θ) = Σ_c (z[c] − y[c])²,   ∂L/∂z = 2 (z − y)
 * </pre>
 *
 * It supports no rehearsal, distillation, regulariser or projection, because these need labels, and
 * no task windows, so parts that act at window ends do nothing.
 *
 * <p>Use it to study plasticity. {@link Learner} itself supports classification only.
 *
 * <p>Not thread-safe. Holds native memory until closed.
 */
public final class Regressor implements AutoCloseable {
  private static final Set<PartKind> SUPPORTED =
      Set.of(Kind.PLASTICITY, Kind.ACTIVATION, Kind.OPTIMIZER);

  private final NDManager manager;
  private final LearningParts parts;
  private final LearningStep learningStep;
  private final ModelHealth modelHealth;
  private long step;

  /**
   * @param method {@code naive}, combined with plasticity, activation and optimizer only
   * @param features features per example
   * @param outputs targets per example
   * @param seed seed of all random streams
   * @throws IllegalArgumentException if the method has other parts
   */
  public Regressor(MethodExpression method, ModelSpec model, int features, int outputs, long seed) {
    requireNonNull(model, "model");
    MethodExpression complete = method.complete();
    complete.parts().forEach(Regressor::requireSupported);
    this.manager = TorchEngine.newManager();
    this.parts =
        LearningParts.of(
            complete,
            model,
            new LearnerContext(features, outputs, 1, new RandomStreams(seed), manager));
    this.modelHealth = new ModelHealth(parts.model(), manager);
    this.learningStep = new LearningStep(parts, modelHealth, GradientClip.NONE);
  }

  private static void requireSupported(Part part) {
    if (!part.name().equals(Naive.DEFINITION.name()) && !SUPPORTED.contains(part.kind())) {
      throw new IllegalArgumentException(
          "method: got '%s', a %s, expected naive with plasticity, activation and optimizer only"
              .formatted(part, part.kind().label()));
    }
  }

  /**
   * Predicts one example, then trains on it. A step with an error that is not finite changes
   * nothing.
   *
   * @param features {@code [features]}
   * @param targets {@code [outputs]}
   * @return squared error of the prediction, summed over the outputs
   */
  public double learn(float[] features, float[] targets) {
    requireLength("features", features.length, parts.learnerContext().features());
    requireLength("targets", targets.length, parts.learnerContext().classes());
    step++;
    return learningStep.regress(
        (to, from) -> System.arraycopy(features, 0, to, from, features.length), targets, step);
  }

  private static void requireLength(String key, int got, int expected) {
    if (got != expected) {
      throw new IllegalArgumentException(key + ": got " + got + ", expected " + expected);
    }
  }

  /** Returns the metrics of the method's parts and the norms of the current parameters. */
  public Map<String, Double> report() {
    Map<String, Double> metrics = new TreeMap<>();
    parts.method().report(metrics);
    modelHealth.report(metrics);
    return metrics;
  }

  @Override
  public void close() {
    manager.close();
  }
}
