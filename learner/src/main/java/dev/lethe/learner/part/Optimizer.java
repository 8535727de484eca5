package dev.lethe.learner.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;

/** Changes parameters by their gradients. Below θ is a parameter, g its gradient, η the rate. */
public non-sealed interface Optimizer extends MethodPart {
  /**
   * Updates all parameters.
   *
   * @param parameters the same arrays in the same order at every call
   * @param gradients one per parameter, of its shape; spent afterwards
   * @param scope the manager of the step
   */
  void update(List<NDArray> parameters, List<NDArray> gradients, NDManager scope);

  /** η as it is now, with {@link #scaleRate} in it. */
  double rate();

  /**
   * Sets what the rate of the expression is multiplied by from now on, 1 at first: for parts that
   * have a schedule.
   */
  void scaleRate(double factor);

  /**
   * Forgets what it remembers of some elements of a parameter, as if they had never been updated.
   *
   * @param parameter its index in the list that is updated
   */
  void forget(int parameter, NDIndex elements);

  /** Forgets everything. */
  void resetState();
}
