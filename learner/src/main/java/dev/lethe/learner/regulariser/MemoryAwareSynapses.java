package dev.lethe.learner.regulariser;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.network.Gradients;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.MethodContext;
import java.util.List;

/**
 * Memory aware synapses, MAS (Aljundi et al., 2018): what the length of the answer depends on is
 * important, whatever the label.
 *
 * <pre>
 *   Ω ← γ Ω + mean over examples of |∂ ‖f(x)‖² / ∂θ|
 *   L += λ Σ Ω (θ − θ*)²                                 θ* at the last window end
 * </pre>
 *
 * With {@code group=g} the mean within the bars is over g examples, as implementations have it that
 * take importances from batches: slopes that differ from example to example then cancel out.
 */
public final class MemoryAwareSynapses extends SampledPenalty {
  /** {@code mas(lambda=λ, gamma=γ, samples=n, group=g, form=…)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "mas",
          Kind.REGULARISER,
          List.of(
              new Key("lambda", new Domain.Real(0, true, 1e12, true), "1"),
              new Key("gamma", new Domain.Real(0, true, 1, true), "1"),
              WindowSample.SAMPLES,
              new Key("group", new Domain.Whole(1, 65_536), "1"),
              QuadraticPenalty.FORM));

  private final double gamma;
  private final Gradients gradients;

  public MemoryAwareSynapses(Part part, MethodContext context) {
    super(part, part.real("lambda"), part.whole("group"), context);
    this.gamma = part.real("gamma");
    this.gradients = context.gradients();
  }

  @Override
  void addImportance(RowBatch examples, List<NDArray> sum, NDManager scope) {
    List<NDArray> slopes =
        gradients.of(
            examples,
            (answers, slope) -> {
              for (int row = 0; row < examples.rows(); row++) {
                for (int c = 0; c < answers.classes(); c++) {
                  slope[row * answers.classes() + c] = 2 * answers.value(row, c) / examples.rows();
                }
              }
            },
            scope);
    for (int i = 0; i < slopes.size(); i++) {
      sum.get(i).addi(slopes.get(i).abs());
    }
  }

  @Override
  void anchor(QuadraticPenalty all, List<NDArray> importance) {
    all.replace(gamma, importance);
  }
}
