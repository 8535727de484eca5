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
 * Pulls all parameters with the same strength towards 0 or towards their initial values.
 *
 * <pre>
 *   l2        L += λ ‖θ‖²
 *   l2-init   L += λ ‖θ − θ₀‖²      θ₀: initial values
 * </pre>
 *
 * {@code l2-init} is regenerative regularisation (Kumar, Marklund and Van Roy, "Maintaining
 * plasticity in continual learning via regenerative regularization", 2023). It preserves plasticity
 * at the cost of more forgetting.
 */
public final class WeightDecay implements Regulariser {
  private static final Key LAMBDA = new Key("lambda", new Domain.Real(0, true, 1e6, true), "0.001");

  /** {@code l2(lambda=λ)}. */
  public static final PartDefinition L2 =
      new PartDefinition(
          "l2",
          Kind.REGULARISER,
          "Pulls all parameters towards 0 with the same strength.",
          "",
          List.of(LAMBDA));

  /** {@code l2-init(lambda=λ)}. */
  public static final PartDefinition L2_INIT =
      new PartDefinition(
          "l2-init",
          Kind.REGULARISER,
          "Pulls all parameters towards their initial values, which preserves plasticity.",
          "Kumar, Marklund and Van Roy, Maintaining plasticity in continual learning via regenerative regularization, 2023",
          List.of(LAMBDA));

  private final String name;
  private final double lambda;
  private final List<NDArray> parameters;
  private final List<NDArray> anchors;
  private final NDArray twoLambda;

  private WeightDecay(Part part, MethodContext context, List<NDArray> anchors) {
    this.name = part.name();
    this.lambda = part.real(LAMBDA.name());
    this.parameters = context.parameters();
    this.anchors = anchors;
    this.twoLambda = context.owner().create((float) (2 * lambda));
  }

  /**
   * Creates the part {@code l2}.
   *
   * @param part parsed {@link #L2}
   */
  public static WeightDecay l2(Part part, MethodContext context) {
    return new WeightDecay(part, context, Tensors.zerosLike(context.parameters(), context.owner()));
  }

  /**
   * Creates the part {@code l2-init}.
   *
   * @param part parsed {@link #L2_INIT}
   * @param context context with a new model, whose parameters are θ₀; they follow from the seed and
   *     are not saved
   */
  public static WeightDecay l2Init(Part part, MethodContext context) {
    return new WeightDecay(part, context, Tensors.copies(context.parameters(), context.owner()));
  }

  @Override
  public void addGradient(Step step) {
    for (int i = 0; i < parameters.size(); i++) {
      try (NDArray difference = parameters.get(i).sub(anchors.get(i))) {
        step.gradients().get(i).addi(difference.muli(twoLambda));
      }
    }
  }

  /** Reports {@code <name>.penalty}, the current penalty. */
  @Override
  public void report(Map<String, Double> metrics) {
    double squares = 0;
    for (int i = 0; i < parameters.size(); i++) {
      try (NDArray difference = parameters.get(i).sub(anchors.get(i));
          NDArray sum = difference.muli(difference).sum()) {
        squares += sum.getFloat();
      }
    }
    metrics.put(name + ".penalty", lambda * squares);
  }
}
