package dev.lethe.learner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.Autograd;
import dev.lethe.learner.engine.FloatRows;
import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.engine.RowSource;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.method.Method;
import dev.lethe.learner.network.Forward;
import dev.lethe.learner.network.Logits;
import dev.lethe.learner.network.Model;
import dev.lethe.learner.part.Objective;
import dev.lethe.learner.part.SeenClasses;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.stream.Example;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * One learning step, from a batch of fresh examples to a changed model:
 *
 * <pre>
 *   rows = [fresh ; replayed]                       rehearsal
 *   z    = f_θ(rows)
 *   L(θ) = loss of all rows + disagreement          rehearsal, distillations
 *   g    = (∂z/∂θ)ᵀ ∂L/∂z
 *   g    ← project(g + ∇penalties)                  regularisers, projection
 *   θ    ← optimizer(θ, g)
 *   updated, learnt                                 all parts
 * </pre>
 *
 * The one forward pass also yields what the model says of the fresh examples before it learns from
 * them. What a loss is of the logits, Java computes, with its slope ∂L/∂z; the engine carries the
 * slope back to the parameters. A step whose loss is not a finite number changes nothing.
 */
final class LearningStep {
  private static final float FAR_OUT = 1e5f;

  private final Model model;
  private final Method method;
  private final SeenClasses classes;
  private final ModelHealth modelHealth;
  private final NDManager owner;
  private final RowBatch batch;
  private final FloatRows slopes;

  LearningStep(LearningParts parts, ModelHealth modelHealth) {
    this.model = parts.model();
    this.method = parts.method();
    this.classes = parts.classes();
    this.modelHealth = modelHealth;
    this.owner = parts.learnerContext().owner();
    this.batch =
        new RowBatch(
            Math.addExact(parts.learnerContext().batchSize(), method.rehearsal().maxRows()),
            parts.learnerContext().features());
    this.slopes = new FloatRows(batch.capacity(), parts.learnerContext().classes());
  }

  /**
   * Learns.
   *
   * @param fresh labelled examples, at most a batch of them
   * @param number of the step, 1 for the first
   * @param measure whether the outcome is to have what costs a pass over all gradients or hidden
   *     units
   * @param beforeUpdate is given the step with the model's answers to all rows, while the model is
   *     still the one that gave them
   */
  StepOutcome learn(
      List<Example> fresh, long number, int window, boolean measure, Consumer<Step> beforeUpdate) {
    batch.clear();
    for (Example example : fresh) {
      batch.add(example.features()::copyTo, example.label(), window);
      classes.addToWindow(example.label(), window);
    }
    try (NDManager scope = owner.newSubManager()) {
      Step step = new Step(number, window, fresh.size(), model, batch, scope);
      method.rehearsal().draw(step);
      StepOutcome outcome = make(step, measure, beforeUpdate);
      model.observeInputs(batch, fresh.size());
      method.rehearsal().store(step, fresh);
      method.projection().ifPresent(projection -> projection.store(step, fresh));
      fresh.forEach(example -> classes.addSeen(example.label()));
      return outcome;
    }
  }

  /** Makes a step on remembered rows alone, of their mean cross-entropy. */
  void learnAgain(Consumer<RowBatch> rows, long number, int window) {
    apart(rows, number, window, RowsAlone.INSTANCE);
  }

  /**
   * Makes a step on one row of real-valued targets, of its squared error: logits are outputs then.
   *
   * @param targets one per output
   * @return L = Σ_c (z[c] − target[c])² before the step
   */
  double regress(RowSource row, float[] targets, long number) {
    Loss error = (step, sum) -> sum.squaredError("fresh", 0, targets, 0, 1);
    double before = apart(rows -> rows.add(row, 0, 0), number, 0, error).value();
    model.observeInputs(batch, 1);
    return before;
  }

  private Objective apart(Consumer<RowBatch> rows, long number, int window, Loss loss) {
    batch.clear();
    rows.accept(batch);
    try (NDManager scope = owner.newSubManager()) {
      Step step = new Step(number, window, batch.rows(), model, batch, scope);
      Objective objective = forward(step, answered -> {}, loss);
      update(step, objective, false);
      return objective;
    }
  }

  private StepOutcome make(Step step, boolean measure, Consumer<Step> beforeUpdate) {
    Objective objective =
        forward(
            step,
            beforeUpdate,
            (made, sum) -> {
              method.rehearsal().objective(made, sum);
              method.distillations().forEach(part -> part.objective(made, sum));
            });
    return update(step, objective, measure);
  }

  /** What is minimised in a step. */
  private interface Loss {
    void add(Step step, Objective objective);
  }

  private enum RowsAlone implements Loss {
    INSTANCE;

    @Override
    public void add(Step step, Objective objective) {
      objective.crossEntropy("fresh", 0, step.fresh(), 1.0 / step.fresh());
    }
  }

  private Objective forward(Step step, Consumer<Step> beforeUpdate, Loss loss) {
    try (Autograd autograd = Autograd.record()) {
      NDArray inputs = batch.features(step.scope());
      List<NDArray> leaves = autograd.leaves(model.parameters(), step.scope());
      Forward forward = model.trainingForward(inputs, leaves);
      step.setForward(inputs, forward, Logits.read(forward.logits(), model.classes()));
      beforeUpdate.accept(step);

      Arrays.fill(slopes.values(), 0);
      Objective objective =
          new Objective(
              step.logits(),
              batch,
              slopes.values(),
              row -> method.head().trainedClasses(classes, batch.window(row)));
      loss.add(step, objective);
      if (objective.isFinite() && !objective.isEmpty()) {
        NDArray slope = slopes.array(step.scope(), batch.rows());
        step.setGradients(autograd.gradients(forward.logits(), slope, leaves));
      }
      return objective;
    }
  }

  /**
   * Whether the gradient is no finite number though the loss is. That takes answers that are far
   * out, so that it need not be looked for in every step; whether it is, depends on nothing else.
   */
  private static boolean overflows(Step step) {
    return step.logits().maxMagnitude() > FAR_OUT
        && !Double.isFinite(Tensors.norm(step.gradients()));
  }

  private StepOutcome update(Step step, Objective objective, boolean measure) {
    if (step.gradients() == null || overflows(step)) {
      return StepOutcome.skipped(objective);
    }
    method.forEach(part -> part.gradientComputed(step));
    if (measure) {
      step.markMeasured();
      modelHealth.measure(step);
    }
    method.regularisers().forEach(part -> part.addGradient(step));
    method.projection().ifPresent(part -> part.project(step));
    OptionalDouble norm =
        measure ? OptionalDouble.of(Tensors.norm(step.gradients())) : OptionalDouble.empty();
    method.optimizer().update(model.parameters(), step.gradients(), step.scope());
    model.updated(step.forward());
    method.forEach(part -> part.updated(step));
    return StepOutcome.of(step, objective, norm);
  }
}
