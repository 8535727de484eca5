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
 * Bias correction 1 − βᵗ of a moment with decay β, where t counts the steps since the last reset of
 * an element. A parameter without resets uses one scalar. After a reset it uses an array of its
 * shape, updated in every step as c ← β c + (1 − β).
 */
final class BiasCorrection implements Stateful {
  private final double beta;
  private final NDArray betaArray;
  private final NDArray oneMinusBeta;
  private final NDManager owner;
  private final List<Shape> shapes;
  // null: no element was reset, so all have the t of the run
  private final List<NDArray> corrections = new ArrayList<>();

  BiasCorrection(double beta, List<NDArray> parameters, NDManager owner) {
    this.beta = beta;
    this.betaArray = owner.create((float) beta);
    this.oneMinusBeta = owner.create((float) (1 - beta));
    this.owner = owner;
    this.shapes = parameters.stream().map(NDArray::getShape).toList();
    shapes.forEach(shape -> corrections.add(null));
  }

  /**
   * Resets t of some elements of a parameter to 0.
   *
   * @param parameter index of the parameter
   * @param steps number of steps of the run so far
   */
  void reset(int parameter, NDIndex elements, long steps) {
    if (corrections.get(parameter) == null) {
      corrections.set(parameter, owner.full(shapes.get(parameter), scalar(steps)));
    }
    Tensors.fill(corrections.get(parameter), elements, 0);
  }

  /** Resets t of all elements to 0. */
  void resetAll() {
    for (int i = 0; i < corrections.size(); i++) {
      if (corrections.get(i) != null) {
        corrections.get(i).close();
        corrections.set(i, null);
      }
    }
  }

  /**
   * Advances t of a parameter by one step and returns its correction. Call it once in each step.
   *
   * @param parameter index of the parameter
   * @param steps number of steps of the run, including the current one
   * @param scope manager of the step
   * @return a scalar, or an array of the parameter's shape; read-only, and owned by this object or
   *     the scope
   */
  NDArray next(int parameter, long steps, NDManager scope) {
    NDArray correction = corrections.get(parameter);
    return correction == null
        ? scope.full(new Shape(), scalar(steps))
        : correction.muli(betaArray).addi(oneMinusBeta);
  }

  private float scalar(long steps) {
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
    resetAll();
    for (int i = 0; i < corrections.size(); i++) {
      if (in.getBoolean()) {
        corrections.set(i, owner.zeros(shapes.get(i)));
        in.get(corrections.get(i));
      }
    }
  }
}
