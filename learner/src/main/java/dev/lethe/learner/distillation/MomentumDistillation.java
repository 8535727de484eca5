package dev.lethe.learner.distillation;

import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Objective;
import dev.lethe.learner.part.Step;
import java.util.BitSet;
import java.util.List;

/**
 * Momentum knowledge distillation, MKD (Michel et al., "Rethinking momentum knowledge distillation
 * in online continual learning", ICML 2024). Distils the probabilities of one average of the
 * parameters into the model, on fresh and replayed rows.
 *
 * <pre>
 *   L += λ T² · mean over rows of KL(q ‖ p)     q, p = softmax(z_E/T), softmax(z/T), all classes
 * </pre>
 *
 * The paper's α is 1 − decay. This class does not use the paper's augmented views of the rows. The
 * average starts as in {@link AveragedParameters} and needs no bias correction.
 */
public final class MomentumDistillation extends AveragedTeacher {
  /**
   * {@code mkd(weight=λ, temperature=T, decay=a, serve=true|false)}; {@code serve=true} predicts
   * with the teacher.
   */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "mkd",
          Kind.DISTILLATION,
          "Pulls the predictions of all examples towards those of an average of past parameters.",
          "Michel et al., Rethinking momentum knowledge distillation in online continual learning, ICML 2024",
          List.of(
              new Key("weight", new Domain.Real(0, true, 1000, true), "5.5"),
              new Key("temperature", new Domain.Real(0, false, 100, true), "4"),
              DECAY,
              SERVE));

  private final double weight;
  private final double temperature;
  private final BitSet all = new BitSet();

  /** Creates the part from a parsed {@link #DEFINITION}. */
  public MomentumDistillation(Part part, MethodContext context) {
    super(part, context);
    this.weight = part.real("weight");
    this.temperature = part.real("temperature");
    all.set(0, context.classCount());
  }

  @Override
  void objective(Step step, Objective objective, float[] targets) {
    int rows = step.batch().rows();
    int classes = step.model().classes();
    double each = weight * temperature * temperature / rows;
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      int at = row;
      double[] q = Softmax.of(c -> targets[at * classes + c], all, classes, temperature);
      double[] p = Softmax.of(c -> step.logits().value(at, c), all, classes, temperature);
      for (int c = 0; c < classes; c++) {
        sum += each * q[c] * (Softmax.log(q[c]) - Softmax.log(p[c]));
        // gradient of the divergence between two softmaxes
        objective.addGradient(row, c, each * (p[c] - q[c]) / temperature);
      }
    }
    objective.add("teacher", sum);
  }
}
