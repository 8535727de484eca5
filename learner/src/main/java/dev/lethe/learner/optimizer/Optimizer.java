package dev.lethe.learner.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.state.StateDigest;
import java.util.List;

/** Changes parameters by their gradients. Below θ is a parameter, g its gradient, η the rate. */
public sealed interface Optimizer permits Sgd, Adam {
  /**
   * Updates all parameters.
   *
   * @param parameters the same arrays in the same order at every call
   * @param gradients one per parameter, of its shape; spent afterwards
   * @param scope the manager of the step
   */
  void update(List<NDArray> parameters, List<NDArray> gradients, NDManager scope);

  /** Adds what is remembered from step to step. */
  void describeTo(StateDigest digest);
}
