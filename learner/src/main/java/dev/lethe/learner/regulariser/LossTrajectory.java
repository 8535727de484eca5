package dev.lethe.learner.regulariser;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.List;

/**
 * Path integral ω: contribution of each parameter to the decrease of the loss along the training
 * trajectory, to first order.
 *
 * <pre>
 *   in a step   ω ← ω − g Δθ      g: gradient without penalties; Δθ: actual change
 * </pre>
 */
final class LossTrajectory implements Stateful {
  private final List<NDArray> values;
  private List<NDArray> before;
  private List<NDArray> gradients;

  LossTrajectory(MethodContext context) {
    this.values = Tensors.zerosLike(context.parameters(), context.owner());
  }

  void gradientComputed(Step step) {
    before = Tensors.copies(step.parameters(), step.scope());
    gradients = Tensors.copies(step.gradients(), step.scope());
  }

  void updated(Step step) {
    for (int i = 0; i < values.size(); i++) {
      NDArray decrease = before.get(i).subi(step.parameters().get(i));
      values.get(i).addi(decrease.muli(gradients.get(i)));
    }
  }

  /** Returns ω, one array per parameter. */
  List<NDArray> values() {
    return values;
  }

  /** Returns g of the current step, after {@link #gradientComputed}; owned by the step. */
  List<NDArray> gradients() {
    return gradients;
  }

  /** Returns true if all elements of ω are finite. */
  boolean isFinite() {
    return Double.isFinite(Tensors.norm(values));
  }

  /** Sets ω to 0. */
  void clear() {
    // not by multiplying with 0, which would preserve NaN
    values.forEach(array -> Tensors.fill(array, new NDIndex("..."), 0));
  }

  @Override
  public void save(StateWriter out) {
    out.put(values);
  }

  @Override
  public void restore(StateReader in) {
    in.get(values);
  }
}
