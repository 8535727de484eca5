package dev.lethe.learner.part;

import ai.djl.ndarray.NDArray;

/** Activation function of hidden units, differentiated by the engine. */
public non-sealed interface Activation extends MethodPart {
  /**
   * Applies the activation.
   *
   * @param inputs float32 {@code [rows, units]}, or {@code [rows, channels, height, width]}
   * @return float32, with {@link #copies} times as many units along axis 1: copy k of unit j is at
   *     {@code k · units + j}
   */
  NDArray apply(NDArray inputs);

  /** Returns the outputs per unit: 1, or 2 if the positive and negative parts are separate. */
  default int copies() {
    return 1;
  }

  /** Returns the gain by which Kaiming and He initialisation scale the weights. */
  default double gain() {
    return Math.sqrt(2);
  }
}
