package dev.lethe.learner.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;

/** Updates parameters θ from their gradients g with a learning rate η. */
public non-sealed interface Optimizer extends MethodPart {
  /**
   * Updates all parameters.
   *
   * @param parameters parameters: the same arrays in the same order at every call
   * @param gradients one gradient per parameter, of its shape; overwritten
   * @param scope manager of the step
   */
  void update(List<NDArray> parameters, List<NDArray> gradients, NDManager scope);

  /** Returns the current learning rate η, including the factor of {@link #scaleRate}. */
  double rate();

  /**
   * Sets the factor on the configured learning rate, initially 1; used by learning-rate schedules.
   */
  void scaleRate(double factor);

  /**
   * Resets the state of some elements of a parameter, as if they had never been updated.
   *
   * @param parameter index of the parameter in {@link #update}
   */
  void resetState(int parameter, NDIndex elements);

  /** Resets the state of all parameters. */
  void resetState();
}
