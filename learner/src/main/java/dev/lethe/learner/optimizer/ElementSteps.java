package dev.lethe.learner.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.ArrayList;
import java.util.List;

/**
 * How many steps each element of each parameter has had since it was last forgotten. Costs nothing
 * for parameters of which nothing was ever forgotten.
 */
final class ElementSteps implements Stateful {
  private final NDManager owner;
  private final List<Shape> shapes;
  // the step after which each element began, or null: all began at 0
  private final List<NDArray> begun = new ArrayList<>();

  ElementSteps(List<NDArray> parameters, NDManager owner) {
    this.owner = owner;
    this.shapes = parameters.stream().map(NDArray::getShape).toList();
    shapes.forEach(shape -> begun.add(null));
  }

  /** Elements begin anew after this many steps. */
  void restart(int parameter, NDIndex elements, long steps) {
    if (begun.get(parameter) == null) {
      begun.set(parameter, owner.zeros(shapes.get(parameter)));
    }
    Tensors.fill(begun.get(parameter), elements, steps);
  }

  /** All elements begin at 0. */
  void clear() {
    for (int i = 0; i < begun.size(); i++) {
      if (begun.get(i) != null) {
        begun.get(i).close();
        begun.set(i, null);
      }
    }
  }

  /**
   * 1 − βᵗ of a parameter's elements, after so many steps of the run.
   *
   * @return one number, or an array of the parameter's shape, owned by the scope
   */
  NDArray correction(int parameter, double beta, long steps, NDManager scope) {
    NDArray start = begun.get(parameter);
    if (start == null) {
      return scope.full(new Shape(), (float) (1 - Math.pow(beta, steps)));
    }
    // βᵗ = exp(t ln β)
    NDArray age = start.neg().addi((float) steps);
    age.attach(scope);
    return beta == 0 ? age.onesLike() : age.muli((float) Math.log(beta)).exp().negi().addi(1f);
  }

  @Override
  public void save(StateWriter out) {
    for (NDArray start : begun) {
      out.put(start != null);
      if (start != null) {
        out.put(start);
      }
    }
  }

  @Override
  public void restore(StateReader in) {
    clear();
    for (int i = 0; i < begun.size(); i++) {
      if (in.getBoolean()) {
        begun.set(i, owner.zeros(shapes.get(i)));
        in.get(begun.get(i));
      }
    }
  }
}
