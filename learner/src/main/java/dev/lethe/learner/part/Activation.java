package dev.lethe.learner.part;

import ai.djl.ndarray.NDArray;

/** What the units of a hidden layer make of their inputs. Differentiated by the engine. */
public non-sealed interface Activation extends MethodPart {
  /**
   * Applies it.
   *
   * @param inputs float32 {@code [rows, units]}, or {@code [rows, channels, height, width]}
   * @return float32, with {@link #copies} times as many units along axis 1: copy k of unit j is at
   *     {@code k · units + j}
   */
  NDArray apply(NDArray inputs);

  /** Outputs per unit: 1, or 2 where positive and negative parts go on apart. */
  default int copies() {
    return 1;
  }

  /** Gain by which initial weights are scaled in Kaiming and He initialisation. */
  default double gain() {
    return Math.sqrt(2);
  }
}
