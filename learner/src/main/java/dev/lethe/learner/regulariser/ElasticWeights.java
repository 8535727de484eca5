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

/**
 * Elastic weight consolidation, EWC (Kirkpatrick et al., 2017) and online EWC (Schwarz et al.,
 * "Progress and compress", 2018), with the diagonal of the Fisher information:
 *
 * <pre>
 *   mode=separate   L += λ Σ_k Σᵢ Fᵢ^k (θᵢ − θᵢ^k)²                  all windows k
 *   mode=online     L += λ Σᵢ F̄ᵢ (θᵢ − θᵢ*)²      F̄ ← γ F̄ + F        θ* the latest
 *
 *   fisher=empirical   F = mean over examples of (∂ log p(y|x)/∂θ)²
 *   fisher=true        the same with every class, weighted by p(c|x), for y
 *   fisher=predicted   empirical, with the most probable class for y
 *   fisher=weighted    empirical, times p(y|x), as Mammoth has it
 * </pre>
 *
 * p is between the classes that the head trains an example to choose between.
 */
public final class ElasticWeights extends SampledPenalty {
  /** {@code ewc(lambda=λ, mode=separate|online, gamma=γ, fisher=…, samples=n, form=…)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "ewc",
          Kind.REGULARISER.words(),
          List.of(
              new Key("lambda", new Domain.Real(0, true, 1e12, true), "100"),
              new Key("mode", new Domain.Choice(List.of("separate", "online")), "online"),
              new Key("gamma", new Domain.Real(0, true, 1, true), "1"),
              new Key(
                  "fisher",
                  new Domain.Choice(List.of("empirical", "true", "predicted", "weighted")),
                  "empirical"),
              WindowSample.SAMPLES,
              QuadraticPenalty.FORM));

  private final boolean online;
  private final double gamma;
  private final String fisher;
  private final Gradients gradients;
  private final int classes;

  public ElasticWeights(Part part, MethodContext context) {
    super(part, part.real("lambda"), 1, context);
    this.online = part.text("mode").equals("online");
    this.gamma = part.real("gamma");
    this.fisher = part.text("fisher");
    this.gradients = context.gradients();
    this.classes = context.classCount();
  }

  @Override
  void addImportance(RowBatch example, List<NDArray> sum, NDManager scope) {
    BitSet among = gradients.among(example, 0);
    switch (fisher) {
      case "true" -> {
        for (int c = 0; c < classes; c++) {
          int each = c;
          if (among == null || among.get(each)) {
            addSquares(example, answers -> each, true, sum, scope);
          }
        }
      }
      case "predicted" ->
          addSquares(example, answers -> answers.predicted(0, among), false, sum, scope);
      default ->
          addSquares(example, answers -> example.label(0), fisher.equals("weighted"), sum, scope);
    }
  }

  /** Adds (∂ log p(c|x)/∂θ)², times p(c|x) if it is to be weighted. */
  private void addSquares(
      RowBatch example,
      ToIntFunction<Logits> label,
      boolean weighted,
      List<NDArray> sum,
      NDManager scope) {
    double[] weight = {1};
    List<NDArray> slopes =
        gradients.of(
            example,
            (answers, slope) -> {
              int c = label.applyAsInt(answers);
              BitSet among = gradients.among(example, 0);
              answers.addLossSlope(0, c, 1, among, slope);
              weight[0] = weighted ? StrictMath.exp(-answers.loss(0, c, among)) : 1;
            },
            scope);
    for (int i = 0; i < slopes.size(); i++) {
      NDArray g = slopes.get(i);
      sum.get(i).addi(g.muli(g).muli((float) weight[0]));
    }
  }

  @Override
  void anchor(QuadraticPenalty all, List<NDArray> importance) {
    if (online) {
      all.replace(gamma, importance);
    } else {
      all.add(importance);
    }
  }
}
