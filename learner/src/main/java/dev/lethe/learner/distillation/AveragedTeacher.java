package dev.lethe.learner.distillation;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.part.Distillation;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Objective;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Base class of distillation from one moving average of the parameters, updated every step. */
abstract class AveragedTeacher implements Distillation {
  /** Maximum decay of the average per update. */
  static final Key DECAY = new Key("decay", new Domain.Real(0, true, 1, false), "0.99");

  /** True to predict with the teacher instead of the model. */
  static final Key SERVE = Key.flag("serve", false);

  private final String name;
  private final boolean serve;
  private final AveragedParameters teacher;
  private double disagreement;

  AveragedTeacher(Part part, MethodContext context) {
    this.name = part.name();
    this.serve = part.flag(SERVE.name());
    this.teacher = new AveragedParameters(context, part.real(DECAY.name()));
  }

  /**
   * Adds the distillation loss.
   *
   * @param targets logits of the teacher, {@code [rows, classes]} in row-major order
   */
  abstract void objective(Step step, Objective objective, float[] targets);

  @Override
  public final void objective(Step step, Objective objective) {
    NDArray logits = step.model().trainingForward(step.inputs(), teacher.values()).logits();
    double before = objective.value();
    objective(step, objective, logits.toFloatArray());
    disagreement += objective.isFinite() ? objective.value() - before : 0;
  }

  @Override
  public final void updated(Step step) {
    teacher.update();
  }

  @Override
  public final Optional<List<NDArray>> predictionParameters() {
    return serve ? Optional.of(teacher.values()) : Optional.empty();
  }

  /** Reports {@code <name>.disagreement}, the distillation loss summed over all steps, nats. */
  @Override
  public final void report(Map<String, Double> metrics) {
    metrics.put(name + ".disagreement", disagreement);
  }

  @Override
  public final void save(StateWriter out) {
    out.put(disagreement);
    teacher.save(out);
  }

  @Override
  public final void restore(StateReader in) {
    disagreement = in.getDouble();
    teacher.restore(in);
  }
}
