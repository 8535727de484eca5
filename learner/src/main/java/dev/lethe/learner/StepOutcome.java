package dev.lethe.learner;

import dev.lethe.learner.part.Objective;
import dev.lethe.learner.part.Step;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Outcome of a learning step.
 *
 * @param skipped true if the step changed nothing because its loss or gradient was not finite
 * @param guarded true if the step changed nothing because its values were absurd
 * @param terms terms of the objective before the update, by name
 * @param freshLoss mean cross-entropy of the fresh rows over all classes, nats
 * @param replayLoss mean cross-entropy of the replayed rows over all classes, nats; empty if none
 *     were replayed
 * @param gradientNorm norm ‖g‖₂ of the optimizer's input over all parameters; empty if not measured
 */
record StepOutcome(
    boolean skipped,
    boolean guarded,
    Map<String, Double> terms,
    OptionalDouble freshLoss,
    OptionalDouble replayLoss,
    OptionalDouble gradientNorm) {
  static StepOutcome skipped(Objective objective) {
    return without(!objective.isFinite() || !objective.isEmpty(), false);
  }

  /** Returns the outcome of a step that the guard prevented. */
  static StepOutcome ofGuard() {
    return without(false, true);
  }

  private static StepOutcome without(boolean skipped, boolean guarded) {
    return new StepOutcome(
        skipped,
        guarded,
        Map.of(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  static StepOutcome of(Step step, Objective objective, OptionalDouble norm) {
    return new StepOutcome(
        false,
        false,
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
