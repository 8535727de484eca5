package dev.lethe.learner.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Kind;
import java.util.List;

/**
 * Gradient descent with momentum. Standard form: v ← μ v + g; θ ← θ − η v (Polyak, 1964). Nesterov
 * form: θ ← θ − η (g + μ v) (Sutskever et al., 2013).
 */
public final class Momentum extends StatefulOptimizer {
  /** {@code momentum(lr=η, momentum=μ, nesterov=true|false)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "momentum",
          Kind.OPTIMIZER,
          "Steps along a running sum of gradients.",
          "Polyak, Some methods of speeding up the convergence of iteration methods, 1964",
          List.of(
              lr("0.01"),
              new Key("momentum", new Domain.Real(0, true, 1, false), "0.9"),
              Key.flag("nesterov", false)));

  private final NDArray momentum;
  private final boolean nesterov;
  private final List<NDArray> velocity;

  /**
   * Creates the optimizer.
   *
   * @param part parsed {@link #DEFINITION}
   */
  public Momentum(Part part, OptimizerContext context) {
    super(part.real("lr"), context.owner());
    this.momentum = constant(part.real("momentum"));
    this.nesterov = part.flag("nesterov");
    this.velocity = createMoment(context.parameters());
  }

  @Override
  public void update(List<NDArray> parameters, List<NDArray> gradients, NDManager scope) {
    for (int i = 0; i < parameters.size(); i++) {
      NDArray g = gradients.get(i);
      NDArray v = velocity.get(i).muli(momentum).addi(g);
      try (NDArray change =
          nesterov ? g.addi(v.mul(momentum)).mul(rateArray()) : v.mul(rateArray())) {
        parameters.get(i).subi(change);
      }
    }
  }
}
