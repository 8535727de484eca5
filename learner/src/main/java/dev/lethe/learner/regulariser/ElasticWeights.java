package dev.lethe.learner.regulariser;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.network.Gradients;
import dev.lethe.learner.network.Logits;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.MethodContext;
import java.util.BitSet;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Elastic weight consolidation, EWC (Kirkpatrick et al., 2017), and online EWC (Schwarz et al.,
 * "Progress and compress", 2018), with the diagonal of the Fisher information:
 *
 * <pre>
 *   mode=separate   L += λ Σ_k Σᵢ Fᵢ^k (θᵢ − θᵢ^k)²                  over all windows k
 *   mode=online     L += λ Σᵢ F̄ᵢ (θᵢ − θᵢ*)²      F̄ ← γ F̄ + F        θ* at the last window end
 *
 *   fisher=empirical   F = mean over examples of (∂ log p(y|x)/∂θ)²
 *   fisher=true        sum over all classes c in place of y, weighted by p(c|x)
 *   fisher=predicted   empirical, with the most probable class in place of y
 *   fisher=weighted    empirical, times p(y|x), as in Mammoth
 * </pre>
 *
 * p is the softmax over the classes that the head trains an example on.
 */
public final class ElasticWeights extends SampledPenalty {
  /** {@code ewc(lambda=λ, mode=separate|online, gamma=γ, fisher=…, samples=n, form=…)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "ewc",
          Kind.REGULARISER,
          "Holds parameters in place in proportion to their Fisher information.",
          "Kirkpatrick et al., Overcoming catastrophic forgetting in neural networks, 2017",
          List.of(
              new Key("lambda", new Domain.Real(0, true, 1e12, true), "100"),
              Key.choice("mode", Mode.ONLINE),
              new Key("gamma", new Domain.Real(0, true, 1, true), "1"),
              Key.choice("fisher", Fisher.EMPIRICAL),
              WindowSample.SAMPLES,
              QuadraticPenalty.FORM));

  private enum Mode {
    SEPARATE,
    ONLINE
  }

  private enum Fisher {
    EMPIRICAL(false),
    TRUE(true),
    PREDICTED(false),
    WEIGHTED(true);

    /** True if squared gradients are weighted by p of their class. */
    private final boolean weighted;

    Fisher(boolean weighted) {
      this.weighted = weighted;
    }
  }

  private final Mode mode;
  private final double gamma;
  private final Fisher fisher;
  private final Gradients gradients;
  private final int classes;

  public ElasticWeights(Part part, MethodContext context) {
    super(part, part.real("lambda"), 1, context);
    this.mode = part.choice("mode", Mode.class);
    this.gamma = part.real("gamma");
    this.fisher = part.choice("fisher", Fisher.class);
    this.gradients = context.gradients();
    this.classes = context.classCount();
  }

  @Override
  void addImportance(RowBatch example, List<NDArray> sum, NDManager scope) {
    BitSet candidates = gradients.trainedClasses(example, 0);
    List<ToIntFunction<Logits>> labels =
        switch (fisher) {
          case EMPIRICAL, WEIGHTED -> List.of(logits -> example.label(0));
          case PREDICTED -> List.of(logits -> logits.predicted(0, candidates));
          case TRUE ->
              IntStream.range(0, classes)
                  .filter(c -> candidates == null || candidates.get(c))
                  .<ToIntFunction<Logits>>mapToObj(c -> logits -> c)
                  .toList();
        };
    labels.forEach(label -> addSquares(example, label, sum, scope));
  }

  /** Adds (∂ log p(c|x)/∂θ)², weighted by p(c|x) if {@code fisher} asks for it. */
  private void addSquares(
      RowBatch example, ToIntFunction<Logits> label, List<NDArray> sum, NDManager scope) {
    double[] weight = {1};
    List<NDArray> parameterGradients =
        gradients.of(
            example,
            (logits, logitGradients) -> {
              int c = label.applyAsInt(logits);
              BitSet candidates = gradients.trainedClasses(example, 0);
              logits.addLossGradient(0, c, 1, candidates, logitGradients);
              weight[0] = fisher.weighted ? StrictMath.exp(-logits.loss(0, c, candidates)) : 1;
            },
            scope);
    for (int i = 0; i < parameterGradients.size(); i++) {
      NDArray g = parameterGradients.get(i);
      sum.get(i).addi(g.muli(g).muli((float) weight[0]));
    }
  }

  @Override
  void addAnchor(QuadraticPenalty anchors, List<NDArray> importance) {
    if (mode == Mode.ONLINE) {
      anchors.replace(gamma, importance);
    } else {
      anchors.add(importance);
    }
  }
}
