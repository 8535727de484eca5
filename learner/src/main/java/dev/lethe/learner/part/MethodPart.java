package dev.lethe.learner.part;

import dev.lethe.learner.state.Stateful;
import java.util.Map;

/**
 * A part of a method. All parts are told of the same moments, in the order of {@link Kind}, and
 * ignore those that mean nothing to them; what only one kind can do stands in that kind's
 * interface.
 */
public sealed interface MethodPart extends Stateful
    permits Rehearsal,
        BufferPolicy,
        Distillation,
        Regulariser,
        Projection,
        Plasticity,
        Head,
        Activation,
        Optimizer {
  /**
   * The gradient of the objective is known: {@link Step#gradients} without penalties and
   * projections, at parameters that have not changed yet.
   */
  default void observed(Step step) {}

  /** The parameters have changed; {@link Step#gradients} is spent. */
  default void updated(Step step) {}

  /**
   * A task window has ended, all of its examples are learnt. Not called for an empty window. Parts
   * of {@link Plasticity} hear of it when the window has been evaluated, all others before.
   */
  default void windowEnded(WindowEnd end) {}

  /**
   * Adds figures of what this part did, by name, of which at least one is not 0 once it has acted.
   * Totals since the beginning, unless a name says otherwise.
   */
  default void report(Map<String, Double> metrics) {}
}
