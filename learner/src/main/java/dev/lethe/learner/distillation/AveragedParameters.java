package dev.lethe.learner.distillation;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.List;

/**
 * Exponential moving average of the parameters:
 *
 * <pre>
 *   θ_E ← a θ_E + (1 − a) θ,   a = min(1 − 1/(t + 1), decay),   t = 1, 2, … updates
 * </pre>
 */
final class AveragedParameters implements Stateful {
  private final List<NDArray> live;
  private final List<NDArray> average;
  private final double decay;
  private long updates;

  AveragedParameters(MethodContext context, double decay) {
    this.live = context.parameters();
    this.average = Tensors.copies(live, context.owner());
    this.decay = decay;
  }

  /** Moves the average one update towards the current parameters. */
  void update() {
    updates++;
    double a = Math.min(1 - 1.0 / (updates + 1), decay);
    for (int i = 0; i < live.size(); i++) {
      // θ_E + (1 − a)(θ − θ_E)
      try (NDArray difference = live.get(i).sub(average.get(i))) {
        average.get(i).addi(difference.muli((float) (1 - a)));
      }
    }
  }

  /** Returns the average, one array per parameter. */
  List<NDArray> values() {
    return average;
  }

  @Override
  public void save(StateWriter out) {
    out.put(updates).put(average);
  }

  @Override
  public void restore(StateReader in) {
    updates = in.getLong();
    in.get(average);
  }
}
