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
 * What a moment of decay β is divided by, 1 − βᵗ, where t counts an element's steps since it was
 * last forgotten. One number for each parameter of which nothing was ever forgotten; else an array
 * that goes with the moment, c ← β c + (1 − β), in two calls of the engine a step.
 */
final class BiasCorrection implements Stateful {
  private final double beta;
  private final NDArray keep;
  private final NDArray take;
  private final NDManager owner;
  private final List<Shape> shapes;
  // null: all elements began at 0
  private final List<NDArray> corrections = new ArrayList<>();

  BiasCorrection(double beta, List<NDArray> parameters, NDManager owner) {
    this.beta = beta;
    this.keep = owner.create((float) beta);
    this.take = owner.create((float) (1 - beta));
    this.owner = owner;
    this.shapes = parameters.stream().map(NDArray::getShape).toList();
    shapes.forEach(shape -> corrections.add(null));
  }

  /** Elements begin anew after this many steps. */
  void restart(int parameter, NDIndex elements, long steps) {
    if (corrections.get(parameter) == null) {
      corrections.set(parameter, owner.full(shapes.get(parameter), all(steps)));
    }
    Tensors.fill(corrections.get(parameter), elements, 0);
  }

  /** All elements begin at 0. */
  void clear() {
    for (int i = 0; i < corrections.size(); i++) {
      if (corrections.get(i) != null) {
        corrections.get(i).close();
        corrections.set(i, null);
      }
    }
  }

  /**
   * The correction of a parameter's next step; to be asked once in each.
   *
   * @param steps of the run, this one included
   * @param scope the manager of the step
   * @return one number, or an array of the parameter's shape, neither to be changed nor closed
   */
  NDArray next(int parameter, long steps, NDManager scope) {
    NDArray correction = corrections.get(parameter);
    return correction == null
        ? scope.full(new Shape(), all(steps))
        : correction.muli(keep).addi(take);
  }

  private float all(long steps) {
    return (float) (1 - Math.pow(beta, steps));
  }

  @Override
  public void save(StateWriter out) {
    for (NDArray correction : corrections) {
      out.put(correction != null);
      if (correction != null) {
        out.put(correction);
      }
    }
  }

  @Override
  public void restore(StateReader in) {
    clear();
    for (int i = 0; i < corrections.size(); i++) {
      if (in.getBoolean()) {
        corrections.set(i, owner.zeros(shapes.get(i)));
        in.get(corrections.get(i));
      }
    }
  }
}
