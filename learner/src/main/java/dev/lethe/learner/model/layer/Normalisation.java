package dev.lethe.learner.model.layer;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.export.NamedArray;
import dev.lethe.learner.state.Stateful;
import java.util.Iterator;
import java.util.List;

/**
 * Normalises each channel and applies a trained scale and shift.
 *
 * <pre>
 *   y = γ (x − μ) / √(σ² + ε) + β        ε = 1e-5; γ, β trained, one per channel, initially 1 and 0
 * </pre>
 *
 * The implementations differ in the values over which μ and σ² are computed.
 */
public sealed interface Normalisation extends Stateful
    permits BatchNormalisation, GroupNormalisation {
  /** ε, added to the variance. */
  float EPSILON = 1e-5f;

  /** Returns the index of γ, {@code [channels]}. */
  int scale();

  /** Returns the index of β, {@code [channels]}. */
  int shift();

  /**
   * Normalises for a prediction. The result of a row does not depend on other rows.
   *
   * @param images float32 {@code [rows, channels, height, width]}
   * @param given the model's parameters or arrays in place of them
   */
  NDArray apply(NDArray images, List<NDArray> given);

  /**
   * Normalises for a training step.
   *
   * @param statistics list to which batch statistics are appended, for {@link #update}
   */
  default NDArray applyTraining(NDArray images, List<NDArray> given, List<NDArray> statistics) {
    return apply(images, given);
  }

  /** Returns copies of the running statistics, under their names in an equal PyTorch module. */
  default List<NamedArray> buffers() {
    return List.of();
  }

  /** Resets the running statistics. */
  default void reinitialise() {}

  /**
   * Updates the running statistics after a step.
   *
   * @param statistics iterator over the batch statistics of {@link #applyTraining}, of all
   *     normalisations of the model
   */
  default void update(Iterator<NDArray> statistics) {}
}
