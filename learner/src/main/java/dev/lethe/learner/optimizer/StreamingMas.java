package dev.lethe.learner.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.Autograd;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.Step;
import java.util.List;

/**
 * S-MAS, streaming memory aware synapses (Keskinen, "Task agnostic continual learning with pairwise
 * layer architecture", 2024). Reduces the learning rate of parameters to which the logits are
 * sensitive. Needs neither labels nor window ends. The update is {@link Adagrad} with {@code
 * root=inside} and a different sum:
 *
 * <pre>
 *   Ω ← Ω + λ · |∂ mean z² / ∂θ|       mean over rows of the step and classes, θ before the update
 *   θ ← θ − η g / √(Ω + ε)             Ω starts at 0
 * </pre>
 *
 * S-MAS needs a second forward and backward pass in every step. If the sensitivity of a step is not
 * finite, Ω does not change.
 */
public final class StreamingMas extends StatefulOptimizer {
  /** {@code s-mas(lr=η, importance=λ, eps=ε)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "s-mas",
          Kind.OPTIMIZER,
          "Lowers the learning rate of parameters to which the logits are sensitive.",
          "Keskinen, Task agnostic continual learning with pairwise layer architecture, 2024",
          List.of(
              lr("0.0002"),
              new Key("importance", new Domain.Real(0, false, 1000, true), "0.01"),
              new Key("eps", new Domain.Real(0, false, 1, true), "1e-6")));

  private final NDArray importance;
  private final NDArray epsilon;
  private final List<NDArray> sums;
  // |∂ mean z² / ∂θ| of the current step, owned by the manager of the step
  private List<NDArray> sensitivities = List.of();

  /**
   * Creates the optimizer.
   *
   * @param part parsed {@link #DEFINITION}
   */
  public StreamingMas(Part part, OptimizerContext context) {
    super(part.real("lr"), context.owner());
    this.importance = constant(part.real("importance"));
    this.epsilon = constant(part.real("eps"));
    this.sums = createMoment(context.parameters());
  }

  @Override
  public void gradientComputed(Step step) {
    try (Autograd autograd = Autograd.record()) {
      List<NDArray> leaves = autograd.leaves(step.parameters(), step.scope());
      NDArray z = step.model().trainingForward(step.inputs(), leaves).logits();
      // ∂ mean z² / ∂z
      NDArray logitGradient = z.stopGradient().mul(2f / z.size());
      sensitivities =
          autograd.gradients(z, logitGradient, leaves).stream().map(NDArray::abs).toList();
    }
    if (!sensitivities.stream().allMatch(StreamingMas::isFinite)) {
      sensitivities = List.of();
    }
  }

  private static boolean isFinite(NDArray array) {
    try (NDArray sum = array.sum()) {
      return Float.isFinite(sum.getFloat());
    }
  }

  @Override
  public void update(List<NDArray> parameters, List<NDArray> gradients, NDManager scope) {
    for (int i = 0; i < sensitivities.size(); i++) {
      sums.get(i).addi(sensitivities.get(i).muli(importance));
    }
    sensitivities = List.of();
    for (int i = 0; i < parameters.size(); i++) {
      NDArray change = gradients.get(i).muli(rateArray());
      try (NDArray root = sqrtOfSum(sums.get(i), epsilon)) {
        parameters.get(i).subi(change.divi(root));
      }
    }
  }
}
