package dev.lethe.learner.distillation;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.network.Logits;
import dev.lethe.learner.part.Distillation;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Objective;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Dual memory of CLS-ER (Arani et al., "Learning fast, learning slow: a general continual learning
 * method based on complementary learning system", ICLR 2022). Keeps two averages of the parameters,
 * a plastic and a stable one, each updated in a random share of the steps. Predicts with the stable
 * average. Combine it with {@code er} for CLS-ER.
 *
 * <pre>
 *   L += λ · mean (z − z_E)²   over all logits of the replayed rows,
 *                              E: for each row, the average with the higher probability of its class
 * </pre>
 */
public final class ComplementaryLearning implements Distillation {
  /** {@code cls(weight=λ, plastic=a_P, stable=a_S, plastic-rate=r_P, stable-rate=r_S)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "cls",
          Kind.DISTILLATION,
          "Keeps a plastic and a stable average of the parameters and predicts with the stable one.",
          "Arani et al., Learning fast, learning slow, ICLR 2022",
          List.of(
              new Key("weight", new Domain.Real(0, true, 1000, true), "0.1"),
              new Key("plastic", new Domain.Real(0, true, 1, false), "0.999"),
              new Key("stable", new Domain.Real(0, true, 1, false), "0.999"),
              new Key("plastic-rate", new Domain.Real(0, false, 1, true), "0.9"),
              new Key("stable-rate", new Domain.Real(0, false, 1, true), "0.7")));

  private final double weight;
  private final double plasticRate;
  private final double stableRate;
  private final AveragedParameters plastic;
  private final AveragedParameters stable;
  private final UniformRandomProvider random;
  private double disagreement;

  /** Creates the part from a parsed {@link #DEFINITION}. */
  public ComplementaryLearning(Part part, MethodContext context) {
    this.weight = part.real("weight");
    this.plasticRate = part.real("plastic-rate");
    this.stableRate = part.real("stable-rate");
    this.plastic = new AveragedParameters(context, part.real("plastic"));
    this.stable = new AveragedParameters(context, part.real("stable"));
    this.random = context.random().of("cls");
  }

  @Override
  public void objective(Step step, Objective objective) {
    int rows = step.batch().rows();
    int classes = step.model().classes();
    if (rows == step.fresh()) {
      return;
    }
    float[] plasticTargets =
        step.model().trainingForward(step.inputs(), plastic.values()).logits().toFloatArray();
    float[] stableTargets =
        step.model().trainingForward(step.inputs(), stable.values()).logits().toFloatArray();
    Logits plasticLogits = new Logits(plasticTargets, classes);
    Logits stableLogits = new Logits(stableTargets, classes);
    double each = weight / ((double) (rows - step.fresh()) * classes);
    double before = objective.value();
    for (int row = step.fresh(); row < rows; row++) {
      int label = step.batch().label(row);
      boolean stableIsBetter = stableLogits.loss(row, label) <= plasticLogits.loss(row, label);
      objective.squaredError(
          "teacher", row, stableIsBetter ? stableTargets : plasticTargets, row * classes, each);
    }
    disagreement += objective.isFinite() ? objective.value() - before : 0;
  }

  @Override
  public void updated(Step step) {
    if (random.nextDouble() < plasticRate) {
      plastic.update();
    }
    if (random.nextDouble() < stableRate) {
      stable.update();
    }
  }

  @Override
  public Optional<List<NDArray>> predictionParameters() {
    return Optional.of(stable.values());
  }

  /** Reports {@code cls.disagreement}, the distillation loss summed over all steps. */
  @Override
  public void report(Map<String, Double> metrics) {
    metrics.put("cls.disagreement", disagreement);
  }

  @Override
  public void save(StateWriter out) {
    out.put(disagreement);
    plastic.save(out);
    stable.save(out);
  }

  @Override
  public void restore(StateReader in) {
    disagreement = in.getDouble();
    plastic.restore(in);
    stable.restore(in);
  }
}
