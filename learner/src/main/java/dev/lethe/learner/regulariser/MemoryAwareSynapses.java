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
 * Memory aware synapses, MAS (Aljundi et al., 2018). A parameter is important if the norm of the
 * outputs is sensitive to it, regardless of the labels.
 *
 * <pre>
 *   Ω ← γ Ω + mean over examples of |∂ ‖f(x)‖² / ∂θ|
 *   L += λ Σ Ω (θ − θ*)²                                 θ* at the last window end
 * </pre>
 *
 * With {@code group=g}, the gradient within the bars is a mean over g examples, as in
 * implementations that compute importances from batches; gradients of different signs then cancel
 * out.
 */
public final class MemoryAwareSynapses extends SampledPenalty {
  /** {@code mas(lambda=λ, gamma=γ, samples=n, group=g, form=…)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "mas",
          Kind.REGULARISER,
          "Holds parameters in place to which the outputs are sensitive.",
          "Aljundi et al., Memory aware synapses, ECCV 2018",
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
    List<NDArray> parameterGradients =
        gradients.of(
            examples,
            (logits, logitGradients) -> {
              for (int row = 0; row < examples.rows(); row++) {
                for (int c = 0; c < logits.classes(); c++) {
                  logitGradients[row * logits.classes() + c] =
                      2 * logits.value(row, c) / examples.rows();
                }
              }
            },
            scope);
    for (int i = 0; i < parameterGradients.size(); i++) {
      sum.get(i).addi(parameterGradients.get(i).abs());
    }
  }

  @Override
  void addAnchor(QuadraticPenalty anchors, List<NDArray> importance) {
    anchors.replace(gamma, importance);
  }
}
