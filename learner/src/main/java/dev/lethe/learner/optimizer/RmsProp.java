package dev.lethe.learner.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Kind;
import java.util.List;

/** RMSprop (Tieleman and Hinton, 2012): v ← ρ v + (1 − ρ) g²; θ ← θ − η g / (√v + ε). */
public final class RmsProp extends StatefulOptimizer {
  /** {@code rmsprop(lr=η, decay=ρ, eps=ε)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "rmsprop",
          Kind.OPTIMIZER,
          "Divides each step by the root of an average of squared gradients.",
          "Tieleman and Hinton, Lecture 6.5: RMSProp, 2012",
          List.of(
              lr("0.01"),
              new Key("decay", new Domain.Real(0, true, 1, false), "0.99"),
              new Key("eps", new Domain.Real(0, false, 1, true), "1e-8")));

  private final NDArray decay;
  private final NDArray oneMinusDecay;
  private final NDArray epsilon;
  private final List<NDArray> squares;

  /**
   * Creates the optimizer.
   *
   * @param part parsed {@link #DEFINITION}
   */
  public RmsProp(Part part, OptimizerContext context) {
    super(part.real("lr"), context.owner());
    this.decay = constant(part.real("decay"));
    this.oneMinusDecay = constant(1 - part.real("decay"));
    this.epsilon = constant(part.real("eps"));
    this.squares = createMoment(context.parameters());
  }

  @Override
  public void update(List<NDArray> parameters, List<NDArray> gradients, NDManager scope) {
    for (int i = 0; i < parameters.size(); i++) {
      NDArray g = gradients.get(i);
      NDArray v = squares.get(i).muli(decay).addi(g.mul(g).muli(oneMinusDecay));
      try (NDArray root = v.sqrt()) {
        parameters.get(i).subi(g.muli(rateArray()).divi(root.addi(epsilon)));
      }
    }
  }
}
