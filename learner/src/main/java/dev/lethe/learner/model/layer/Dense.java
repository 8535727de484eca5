package dev.lethe.learner.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import dev.lethe.learner.network.HiddenLayer;
import java.util.List;

/**
 * Linear layer, x Wᵀ + b.
 *
 * @param weights index of W, {@code [units, inputs]}
 * @param bias index of b, {@code [units]}, or {@link HiddenLayer#NONE}
 */
record Dense(int weights, int bias) {
  /**
   * Applies the layer.
   *
   * @param rows float32 {@code [rows, inputs]}
   * @param given the model's parameters or arrays in place of them
   * @return float32 {@code [rows, units]}
   */
  NDArray apply(NDArray rows, List<NDArray> given) {
    return (bias == HiddenLayer.NONE
            ? Linear.linear(rows, given.get(weights))
            : Linear.linear(rows, given.get(weights), given.get(bias)))
        .singletonOrThrow();
  }
}
