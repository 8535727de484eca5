package dev.lethe.learner;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.TorchEngine;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartKind;
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
 * Predicts real-valued targets and learns from them, one example per step, by the same step as
 * {@link Learner}: the same model, optimizer and plasticity parts in the same order, with
 *
 * <pre>
 *   L(θ) = Σ_c (z[c] − y[c])²,   ∂L/∂z = 2 (z − y)
 * </pre>
 *
 * in place of the cross-entropy. There are no classes, hence no rehearsal, distillation,
 * regulariser or projection, which learn from labels; and no windows, so parts that wait for a
 * window's end do nothing.
 *
 * <p>This is for studying plasticity. A {@link Learner} does not regress: its examples, reports and
 * evaluations speak of classes throughout.
 *
 * <p>Used by one thread at a time. It holds native memory until it is closed.
 */
public final class Regressor implements AutoCloseable {
  private static final Set<PartKind> KINDS =
      Set.of(Kind.PLASTICITY, Kind.ACTIVATION, Kind.OPTIMIZER);

  private final NDManager manager;
  private final LearningParts parts;
  private final LearningStep learningStep;
  private final ModelHealth modelHealth;
  private long step;

  /**
   * @param method naive, with parts of plasticity, activation and optimizer
   * @param features numbers per example
   * @param outputs targets per example
   * @throws IllegalArgumentException if the method has other parts
   */
  public Regressor(MethodExpression method, ModelSpec model, int features, int outputs, long seed) {
    requireNonNull(model, "model");
    MethodExpression complete = method.complete();
    complete.parts().forEach(Regressor::require);
    this.manager = TorchEngine.newManager();
    this.parts =
        LearningParts.of(
            complete,
            model,
            new LearnerContext(features, outputs, 1, new RandomStreams(seed), manager));
    this.modelHealth = new ModelHealth(parts.model(), manager);
    this.learningStep = new LearningStep(parts, modelHealth);
  }

  private static void require(Part part) {
    if (!part.name().equals(Naive.DEFINITION.name()) && !KINDS.contains(part.kind())) {
      throw new IllegalArgumentException(
          "method: got '%s', a %s, expected naive with parts of plasticity, activation and optimizer"
              .formatted(part, part.kind().label()));
    }
  }

  /**
   * Answers, and then learns from one example. A step whose error is no finite number changes
   * nothing.
   *
   * @param features {@code [features]}
   * @param targets {@code [outputs]}
   * @return the squared error of the answer, summed over the outputs
   */
  public double learn(float[] features, float[] targets) {
    wanted("features", features.length, parts.learnerContext().features());
    wanted("targets", targets.length, parts.learnerContext().classes());
    step++;
    return learningStep.regress(
        (to, from) -> System.arraycopy(features, 0, to, from, features.length), targets, step);
  }

  private static void wanted(String key, int seen, int wanted) {
    if (seen != wanted) {
      throw new IllegalArgumentException(key + ": got " + seen + ", expected " + wanted);
    }
  }

  /** What the parts did since the beginning, and where the parameters are. */
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
