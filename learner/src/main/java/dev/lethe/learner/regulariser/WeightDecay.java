package dev.lethe.learner.regulariser;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Regulariser;
import dev.lethe.learner.part.Step;
import java.util.List;
import java.util.Map;

/**
 * Draws all parameters to one place with the same force.
 *
 * <pre>
 *   l2        L += λ ‖θ‖²
 *   l2-init   L += λ ‖θ − θ₀‖²      θ₀ the first values
 * </pre>
 *
 * The second is regenerative regularisation (Kumar, Marklund and Van Roy, "Maintaining plasticity
 * in continual learning via regenerative regularization", 2023): it keeps a network able to learn,
 * and makes it forget more.
 */
public final class WeightDecay implements Regulariser {
  private static final Key LAMBDA = new Key("lambda", new Domain.Real(0, true, 1e6, true), "0.001");

  /** {@code l2(lambda=λ)}. */
  public static final PartDefinition L2 =
      new PartDefinition("l2", Kind.REGULARISER, List.of(LAMBDA));

  /** {@code l2-init(lambda=λ)}. */
  public static final PartDefinition L2_INIT =
      new PartDefinition("l2-init", Kind.REGULARISER, List.of(LAMBDA));

  private final String name;
  private final double lambda;
  private final List<NDArray> parameters;
  private final List<NDArray> anchors;
  private final NDArray twice;

  private WeightDecay(Part part, MethodContext context, List<NDArray> anchors) {
    this.name = part.name();
    this.lambda = part.real(LAMBDA.name());
    this.parameters = context.parameters();
    this.anchors = anchors;
    this.twice = context.owner().create((float) (2 * lambda));
  }

  /**
   * @param part of {@link #L2}
   */
  public static WeightDecay l2(Part part, MethodContext context) {
    return new WeightDecay(part, context, Tensors.zerosLike(context.parameters(), context.owner()));
  }

  /**
   * @param part of {@link #L2_INIT}
   * @param context whose model is fresh: its parameters are θ₀, which are made again by the seed
   */
  public static WeightDecay l2Init(Part part, MethodContext context) {
    return new WeightDecay(part, context, Tensors.copies(context.parameters(), context.owner()));
  }

  @Override
  public void addGradient(Step step) {
    for (int i = 0; i < parameters.size(); i++) {
      try (NDArray away = parameters.get(i).sub(anchors.get(i))) {
        step.gradients().get(i).addi(away.muli(twice));
      }
    }
  }

  /** {@code l2.penalty}: the penalty as it is now. */
  @Override
  public void report(Map<String, Double> metrics) {
    double squares = 0;
    for (int i = 0; i < parameters.size(); i++) {
      try (NDArray away = parameters.get(i).sub(anchors.get(i));
          NDArray sum = away.muli(away).sum()) {
        squares += sum.getFloat();
      }
    }
    metrics.put(name + ".penalty", lambda * squares);
  }
}
