package dev.lethe.learner.distillation;

import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Objective;
import dev.lethe.learner.part.Step;
import java.util.List;

/**
 * Mean teacher: distils the logits of one average of the parameters into the model, on replayed
 * rows. It is CLS-ER (Arani et al., "Learning fast, learning slow", ICLR 2022) with a single
 * average, updated every step.
 *
 * <pre>
 *   L += λ · mean (z − z_E)²     over all logits of the replayed rows, or of all rows without replay
 * </pre>
 *
 * A horizon 1/(1 − a) of about a sixth of the steps of a concept works best.
 */
public final class MeanTeacher extends AveragedTeacher {
  /**
   * {@code mean-teacher(weight=λ, decay=a, serve=true|false)}; {@code serve=true} predicts with the
   * teacher.
   */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "mean-teacher",
          Kind.DISTILLATION,
          "Pulls the logits of replayed examples towards those of an average of past parameters.",
          "Arani et al., Learning fast, learning slow, ICLR 2022",
          List.of(new Key("weight", new Domain.Real(0, true, 1000, true), "1"), DECAY, SERVE));

  private final double weight;

  /** Creates the part from a parsed {@link #DEFINITION}. */
  public MeanTeacher(Part part, MethodContext context) {
    super(part, context);
    this.weight = part.real("weight");
  }

  @Override
  void objective(Step step, Objective objective, float[] targets) {
    int rows = step.batch().rows();
    int from = step.fresh() < rows ? step.fresh() : 0;
    int classes = step.model().classes();
    double each = weight / ((double) (rows - from) * classes);
    for (int row = from; row < rows; row++) {
      objective.squaredError("teacher", row, targets, row * classes, each);
    }
  }
}
