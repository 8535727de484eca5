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
 * By how much every parameter has lowered the loss on its way, to first order:
 *
 * <pre>
 *   in a step   ω ← ω − g Δθ      g without penalties, Δθ what really changed
 * </pre>
 */
final class LossTrajectory implements Stateful {
  private final List<NDArray> values;
  private List<NDArray> before;
  private List<NDArray> slopes;

  LossTrajectory(MethodContext context) {
    this.values = Tensors.zerosLike(context.parameters(), context.owner());
  }

  void gradientComputed(Step step) {
    before = Tensors.copies(step.parameters(), step.scope());
    slopes = Tensors.copies(step.gradients(), step.scope());
  }

  void updated(Step step) {
    for (int i = 0; i < values.size(); i++) {
      NDArray back = before.get(i).subi(step.parameters().get(i));
      values.get(i).addi(back.muli(slopes.get(i)));
    }
  }

  /** ω, one array per parameter. */
  List<NDArray> values() {
    return values;
  }

  /**
   * The g of the step that is being made, once it was {@link #gradientComputed}; owned by the step.
   */
  List<NDArray> gradients() {
    return slopes;
  }

  /** Whether ω is a vector of finite length. */
  boolean isFinite() {
    return Double.isFinite(Tensors.norm(values));
  }

  /** Begins a new way. */
  void clear() {
    // not times 0, which leaves what is no number as it is
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
