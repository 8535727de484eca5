package dev.lethe.learner;

import dev.lethe.learner.part.Objective;
import dev.lethe.learner.part.Step;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a step found.
 *
 * @param skipped whether it changed nothing, its loss or gradient being no finite number
 * @param terms of the objective before the update, by name
 * @param freshLoss mean cross-entropy of the fresh rows over all classes, nats
 * @param replayLoss the same of the replayed rows, if there were any
 * @param gradientNorm of what the optimizer was given, ‖g‖₂ over all parameters, if it was asked
 *     for
 */
record StepOutcome(
    boolean skipped,
    Map<String, Double> terms,
    OptionalDouble freshLoss,
    OptionalDouble replayLoss,
    OptionalDouble gradientNorm) {
  static StepOutcome skipped(Objective objective) {
    return new StepOutcome(
        !objective.isFinite() || !objective.isEmpty(),
        Map.of(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  static StepOutcome of(Step step, Objective objective, OptionalDouble norm) {
    return new StepOutcome(
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
