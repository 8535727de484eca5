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
 * S-MAS, memory aware synapses that stream (Keskinen, "Task agnostic continual learning with
 * pairwise layer architecture", 2024): what the answers depend on learns slowly, whatever the
 * labels and without window ends. Adagrad's root inside, with other sums under it.
 *
 * <pre>
 *   Ω ← Ω + λ · |∂ mean z² / ∂θ|       mean over the rows of the step and all classes, θ before it
 *   θ ← θ − η g / √(Ω + ε)             Ω = 0 at first
 * </pre>
 *
 * Costs a second forward and backward pass in every step. Where these give no finite numbers, Ω
 * stays as it is.
 */
public final class StreamingMas extends StatefulOptimizer {
  /** {@code s-mas(lr=η, importance=λ, eps=ε)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "s-mas",
          Kind.OPTIMIZER.words(),
          List.of(
              lr("0.0002"),
              new Key("importance", new Domain.Real(0, false, 1000, true), "0.01"),
              new Key("eps", new Domain.Real(0, false, 1, true), "1e-6")));

  private final NDArray importance;
  private final NDArray epsilon;
  private final List<NDArray> sums;
  // of the step that is being made, and owned by it
  private List<NDArray> slopes = List.of();

  /**
   * @param part of {@link #DEFINITION}
   */
  public StreamingMas(Part part, OptimizerContext context) {
    super(part.real("lr"), context.owner());
    this.importance = constant(part.real("importance"));
    this.epsilon = constant(part.real("eps"));
    this.sums = moment(context.parameters());
  }

  @Override
  public void observed(Step step) {
    try (Autograd autograd = Autograd.record()) {
      List<NDArray> leaves = autograd.leaves(step.parameters(), step.scope());
      NDArray z = step.model().forwardToLearn(step.inputs(), leaves).logits();
      // ∂ mean z² / ∂z
      NDArray slope = z.stopGradient().mul(2f / z.size());
      slopes = autograd.gradients(z, slope, leaves).stream().map(NDArray::abs).toList();
    }
    if (!slopes.stream().allMatch(StreamingMas::isFinite)) {
      slopes = List.of();
    }
  }

  private static boolean isFinite(NDArray array) {
    try (NDArray sum = array.sum()) {
      return Float.isFinite(sum.getFloat());
    }
  }

  @Override
  public void update(List<NDArray> parameters, List<NDArray> gradients, NDManager scope) {
    for (int i = 0; i < slopes.size(); i++) {
      sums.get(i).addi(slopes.get(i).muli(importance));
    }
    slopes = List.of();
    for (int i = 0; i < parameters.size(); i++) {
      NDArray change = gradients.get(i).muli(rateArray());
      try (NDArray root = root(sums.get(i), epsilon)) {
        parameters.get(i).subi(change.divi(root));
      }
    }
  }
}
