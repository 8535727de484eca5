package dev.lethe.learner.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Kind;
import java.util.List;

/** Stochastic gradient descent without momentum: θ ← θ − η g. */
public final class Sgd extends StatefulOptimizer {
  /** {@code sgd(lr=η)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "sgd",
          Kind.OPTIMIZER,
          "Steps along the negative gradient.",
          "Robbins and Monro, A stochastic approximation method, 1951",
          List.of(lr("0.1")));

  /**
   * Creates the optimizer.
   *
   * @param part parsed {@link #DEFINITION}
   * @param context only its owner is used
   */
  public Sgd(Part part, OptimizerContext context) {
    super(part.real("lr"), context.owner());
  }

  @Override
  public void update(List<NDArray> parameters, List<NDArray> gradients, NDManager scope) {
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).subi(gradients.get(i).muli(rateArray()));
    }
  }
}
