package dev.lethe.learner;

import dev.lethe.learner.part.Objective;
import dev.lethe.learner.part.Step;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Outcome of a learning step.
 *
 * @param skipped true if the step changed nothing because its loss or gradient was not finite, or
 *     because the guard kept all of its rows out
 * @param clipped true if the norm of the gradient was above the limit of the guard
 * @param terms terms of the objective before the update, by name
 * @param freshLoss mean cross-entropy of the fresh rows over all classes, nats
 * @param replayLoss mean cross-entropy of the replayed rows over all classes, nats; empty if none
 *     were replayed
 * @param gradientNorm norm ‖g‖₂ of the optimizer's input over all parameters; empty if not measured
 */
record StepOutcome(
    boolean skipped,
    boolean clipped,
    Map<String, Double> terms,
    OptionalDouble freshLoss,
    OptionalDouble replayLoss,
    OptionalDouble gradientNorm) {
  /** Returns the outcome of a step that was tried; it counts as skipped unless it had no loss. */
  static StepOutcome skipped(Objective objective) {
    return withoutUpdate(!objective.isFinite() || !objective.isEmpty());
  }

  /** Returns the outcome of a step of which the guard kept all rows out. */
  static StepOutcome withoutRows() {
    return withoutUpdate(true);
  }

  private static StepOutcome withoutUpdate(boolean skipped) {
    return new StepOutcome(
        skipped,
        false,
        Map.of(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  static StepOutcome of(Step step, Objective objective, OptionalDouble norm, boolean clipped) {
    return new StepOutcome(
        false,
        clipped,
        objective.terms(),
        mean(step, 0, step.fresh()),
        mean(step, step.fresh(), step.batch().rows()),
        norm);
  }

  private static OptionalDouble mean(Step step, int from, int to) {
    double sum = 0;
    for (int row = from; row < to; row++) {
      sum += step.logits().loss(row, step.batch().label(row));
    }
    return to > from ? OptionalDouble.of(sum / (to - from)) : OptionalDouble.empty();
  }
}
