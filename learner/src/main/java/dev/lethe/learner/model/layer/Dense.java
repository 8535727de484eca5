package dev.lethe.learner.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import java.util.List;

/**
 * A linear layer, x Wᵀ + b.
 *
 * @param weights index of W, {@code [units, inputs]}
 * @param bias index of b, {@code [units]}, or -1
 */
record Dense(int weights, int bias) {
  /**
   * @param rows float32 {@code [rows, inputs]}
   * @param given the model's parameters or stand-ins
   * @return float32 {@code [rows, units]}
   */
  NDArray apply(NDArray rows, List<NDArray> given) {
    return (bias < 0
            ? Linear.linear(rows, given.get(weights))
            : Linear.linear(rows, given.get(weights), given.get(bias)))
        .singletonOrThrow();
  }
}
