package dev.lethe.learner.distillation;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Distillation;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.Objective;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.part.Workshop;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One averaged teacher, whose logits the model is to keep on what is replayed: CLS-ER (Arani et
 * al., "Learning fast, learning slow", ICLR 2022) with a single average, updated every step.
 *
 * <pre>
 *   L += λ · mean (z − z_E)²     over all numbers of the replayed rows, of all rows if none are
 * </pre>
 *
 * The horizon 1/(1 − a) is best about a sixth of the steps of a concept.
 */
public final class MeanTeacher implements Distillation {
  /** {@code mean-teacher(weight=λ, decay=a, serve=true|false)}; served, the teacher answers. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "mean-teacher",
          Kind.DISTILLATION.words(),
          List.of(
              new Key("weight", new Domain.Real(0, true, 1000, true), "1"),
              new Key("decay", new Domain.Real(0, true, 1, false), "0.99"),
              new Key("serve", new Domain.Choice(List.of("true", "false")), "false")));

  private final double weight;
  private final boolean serve;
  private final AveragedParameters teacher;
  private double disagreement;

  public MeanTeacher(Part part, Workshop workshop) {
    this.weight = part.real("weight");
    this.serve = part.text("serve").equals("true");
    this.teacher = new AveragedParameters(workshop, part.real("decay"));
  }

  @Override
  public void objective(Step step, Objective objective) {
    int rows = step.batch().rows();
    int from = step.fresh() < rows ? step.fresh() : 0;
    NDArray logits = step.model().forwardToLearn(step.inputs(), teacher.values()).logits();
    float[] targets = logits.toFloatArray();
    int classes = step.model().classes();
    double each = weight / ((double) (rows - from) * classes);
    double before = objective.value();
    for (int row = from; row < rows; row++) {
      objective.squaredError("teacher", row, targets, row * classes, each);
    }
    disagreement += objective.value() - before;
  }

  @Override
  public void updated(Step step) {
    teacher.update();
  }

  @Override
  public Optional<List<NDArray>> answering() {
    return serve ? Optional.of(teacher.values()) : Optional.empty();
  }

  /** {@code mean-teacher.disagreement}: its loss, summed over all steps. */
  @Override
  public void report(Map<String, Double> figures) {
    figures.put("mean-teacher.disagreement", disagreement);
  }

  @Override
  public void save(StateWriter out) {
    out.put(disagreement);
    teacher.save(out);
  }

  @Override
  public void restore(StateReader in) {
    disagreement = in.getDouble();
    teacher.restore(in);
  }
}
