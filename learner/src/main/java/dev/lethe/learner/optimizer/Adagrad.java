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
 * Adagrad (Duchi, Hazan and Singer, 2011), in the two forms in use:
 *
 * <pre>
 *   G ← G + scale · g²                       G starts at initial
 *   root=outside   θ ← θ − η g / (√G + ε)    PyTorch: initial 0, ε 1e-10
 *   root=inside    θ ← θ − η g / √(G + ε)    Keskinen 2024: scale 0.8, ε 1e-6
 * </pre>
 */
public final class Adagrad extends StatefulOptimizer {
  /** {@code adagrad(lr=η, eps=ε, initial=…, scale=…, root=outside|inside)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "adagrad",
          Kind.OPTIMIZER,
          "Divides each step by the root of the sum of squared gradients.",
          "Duchi, Hazan and Singer, Adaptive subgradient methods for online learning and stochastic optimization, 2011",
          List.of(
              lr("0.01"),
              new Key("eps", new Domain.Real(0, false, 1, true), "1e-10"),
              new Key("initial", new Domain.Real(0, true, 1000, true), "0"),
              new Key("scale", new Domain.Real(0, false, 1000, true), "1"),
              Key.choice("root", Root.OUTSIDE)));

  /** Position of ε relative to the root. */
  private enum Root {
    OUTSIDE,
    INSIDE
  }

  private final NDArray epsilon;
  private final NDArray scale;
  private final Root root;
  private final List<NDArray> sums;

  /**
   * Creates the optimizer.
   *
   * @param part parsed {@link #DEFINITION}
   */
  public Adagrad(Part part, OptimizerContext context) {
    super(part.real("lr"), context.owner());
    this.epsilon = constant(part.real("eps"));
    this.scale = constant(part.real("scale"));
    this.root = part.choice("root", Root.class);
    this.sums = createMoment(context.parameters(), part.real("initial"));
  }

  @Override
  public void update(List<NDArray> parameters, List<NDArray> gradients, NDManager scope) {
    for (int i = 0; i < parameters.size(); i++) {
      NDArray g = gradients.get(i);
      NDArray sum = sums.get(i);
      sum.addi(g.mul(g).muli(scale));
      try (NDArray denominator = denominator(sum)) {
        parameters.get(i).subi(g.muli(rateArray()).divi(denominator));
      }
    }
  }

  private NDArray denominator(NDArray sum) {
    return switch (root) {
      case OUTSIDE -> sum.sqrt().addi(epsilon);
      case INSIDE -> sqrtOfSum(sum, epsilon);
    };
  }
}
