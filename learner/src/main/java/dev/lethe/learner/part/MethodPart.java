package dev.lethe.learner.part;

import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.RowHolder;
import java.util.Map;

/**
 * Part of a method. All parts receive the same callbacks, in the order of {@link Kind}. The
 * interface of each kind adds the methods specific to it. A part that stores rows implements the
 * methods of {@link RowHolder}.
 */
public sealed interface MethodPart extends Stateful, RowHolder
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
   * Is called when the gradient of the objective has been computed and the parameters have not
   * changed yet. {@link Step#gradients} does not yet include penalties and projections.
   */
  default void gradientComputed(Step step) {}

  /**
   * Is called when the parameters have changed. {@link Step#gradients} no longer holds the
   * gradient.
   */
  default void updated(Step step) {}

  /**
   * Is called when a task window has ended and the model was trained on all of its examples; not
   * called for an empty window. {@link Plasticity} parts are called after the evaluation of the
   * window, all others before.
   */
  default void windowEnded(WindowEnd end) {}

  /**
   * Adds metrics of this part's effect, by name. At least one is not 0 once the part has had an
   * effect. Metrics are totals since the start of the run unless the part documents otherwise.
   */
  default void report(Map<String, Double> metrics) {}
}
