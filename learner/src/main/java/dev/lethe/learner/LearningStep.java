package dev.lethe.learner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.Autograd;
import dev.lethe.learner.engine.FloatRows;
import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.engine.RowSource;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.guard.GradientClip;
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
 * One learning step, from a batch of fresh examples to updated parameters:
 *
 * <pre>
 *   rows = [fresh ; replayed]                       rehearsal
 *   z    = f_θ(rows)
 *   L(θ) = loss of all rows + distillation          rehearsal, distillations
 *   g    = (∂z/∂θ)ᵀ ∂L/∂z
 *   g    ← project(g + ∇penalties)                  regularisers, projection
 *   g    ← g · min(1, c / ‖g‖)                      guard, if it clips
 *   θ    ← optimizer(θ, g)
 *   updated                                         all parts
 *   store                                           rehearsal, projection
 * </pre>
 *
 * The single forward pass also yields the predictions of the fresh examples before the update. Java
 * computes the loss and its gradient ∂L/∂z from the logits, and the engine propagates the gradient
 * to the parameters. A step whose loss or gradient is not finite changes nothing.
 */
final class LearningStep {
  private static final float LARGE_LOGIT = 1e5f;
  // regression has no ids, and forgets nothing
  private static final long NO_KEY = 0;

  private final Model model;
  private final Method method;
  private final SeenClasses classes;
  private final ModelHealth modelHealth;
  private final GradientClip clip;
  private final NDManager owner;
  private final RowBatch batch;
  private final FloatRows logitGradients;

  LearningStep(LearningParts parts, ModelHealth modelHealth, GradientClip clip) {
    this.model = parts.model();
    this.method = parts.method();
    this.classes = parts.classes();
    this.modelHealth = modelHealth;
    this.clip = clip;
    this.owner = parts.learnerContext().owner();
    this.batch =
        new RowBatch(
            Math.addExact(parts.learnerContext().batchSize(), method.rehearsal().maxRows()),
            parts.learnerContext().features());
    this.logitGradients = new FloatRows(batch.capacity(), parts.learnerContext().classes());
  }

  /**
   * Makes a step on fresh and replayed rows.
   *
   * @param fresh labelled examples, at most a batch
   * @param number number of the step, 1 for the first
   * @param window number of the current window
   * @param measure true to compute metrics that need a pass over all gradients or hidden units
   * @param beforeUpdate receives the step with the logits of all rows, before the parameters change
   */
  StepOutcome learn(
      List<FreshExample> fresh,
      long number,
      int window,
      boolean measure,
      Consumer<Step> beforeUpdate) {
    batch.clear();
    List<Example> examples = fresh.stream().map(FreshExample::example).toList();
    for (int row = 0; row < examples.size(); row++) {
      Example example = examples.get(row);
      batch.add(example.features()::copyTo, example.label(), window, fresh.get(row).key());
      classes.addToWindow(example.label(), window);
    }
    try (NDManager scope = owner.newSubManager()) {
      Step step = new Step(number, window, fresh.size(), model, batch, scope);
      method.rehearsal().draw(step);
      Objective objective = forward(step, beforeUpdate, this::addMethodLoss);
      StepOutcome outcome = update(step, objective, measure);
      model.observeInputs(batch, fresh.size());
      method.rehearsal().store(step, examples);
      method.projection().ifPresent(projection -> projection.store(step, examples));
      examples.forEach(example -> classes.addSeen(example.label()));
      return outcome;
    }
  }

  /** Makes an offline step on the mean cross-entropy of some rows. */
  void trainOffline(Consumer<RowBatch> rows, long number, int window) {
    stepWithoutRehearsal(rows, number, window, LearningStep::addMeanCrossEntropy);
  }

  /**
   * Makes a step on the squared error of one row, with the logits as outputs.
   *
   * @param targets one target per output
   * @return L = Σ_c (z[c] − target[c])² before the update
   */
  double regress(RowSource row, float[] targets, long number) {
    Loss error = (step, objective) -> objective.squaredError("fresh", 0, targets, 0, 1);
    double before =
        stepWithoutRehearsal(rows -> rows.add(row, 0, 0, () -> NO_KEY), number, 0, error).value();
    model.observeInputs(batch, 1);
    return before;
  }

  private Objective stepWithoutRehearsal(
      Consumer<RowBatch> rows, long number, int window, Loss loss) {
    batch.clear();
    rows.accept(batch);
    try (NDManager scope = owner.newSubManager()) {
      Step step = new Step(number, window, batch.rows(), model, batch, scope);
      Objective objective = forward(step, unused -> {}, loss);
      update(step, objective, false);
      return objective;
    }
  }

  /** Adds the terms to minimise in a step. */
  private interface Loss {
    void add(Step step, Objective objective);
  }

  private void addMethodLoss(Step step, Objective objective) {
    method.rehearsal().objective(step, objective);
    method.distillations().forEach(part -> part.objective(step, objective));
  }

  private static void addMeanCrossEntropy(Step step, Objective objective) {
    objective.crossEntropy("fresh", 0, step.fresh(), 1.0 / step.fresh());
  }

  private Objective forward(Step step, Consumer<Step> beforeUpdate, Loss loss) {
    try (Autograd autograd = Autograd.record()) {
      NDArray inputs = batch.features(step.scope());
      List<NDArray> leaves = autograd.leaves(model.parameters(), step.scope());
      Forward forward = model.trainingForward(inputs, leaves);
      step.setForward(inputs, forward, Logits.read(forward.logits(), model.classes()));
      beforeUpdate.accept(step);

      Arrays.fill(logitGradients.values(), 0);
      Objective objective =
          new Objective(
              step.logits(),
              batch,
              logitGradients.values(),
              row -> method.head().trainedClasses(classes, batch.window(row)));
      loss.add(step, objective);
      if (objective.isFinite() && !objective.isEmpty()) {
        NDArray gradient = logitGradients.array(step.scope(), batch.rows());
        step.setGradients(autograd.gradients(forward.logits(), gradient, leaves));
      }
      return objective;
    }
  }

  /**
   * Returns true if the gradient is not finite although the loss is. This requires large logits, so
   * the norm is computed only then; the decision depends on nothing but the step.
   */
  private static boolean overflows(Step step) {
    return step.logits().maxMagnitude() > LARGE_LOGIT
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
    GradientClip.Effect effect = clip.apply(step.gradients());
    if (effect == GradientClip.Effect.NOT_FINITE) {
      return StepOutcome.skipped(objective);
    }
    OptionalDouble norm =
        measure ? OptionalDouble.of(Tensors.norm(step.gradients())) : OptionalDouble.empty();
    method.optimizer().update(model.parameters(), step.gradients(), step.scope());
    model.updated(step.forward());
    method.forEach(part -> part.updated(step));
    return StepOutcome.of(step, objective, norm, effect == GradientClip.Effect.CLIPPED);
  }
}
