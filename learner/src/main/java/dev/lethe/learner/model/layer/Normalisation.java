package dev.lethe.learner.model.layer;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.state.Stateful;
import java.util.Iterator;
import java.util.List;

/**
 * Gives each channel a mean and a variance of its own choice.
 *
 * <pre>
 *   y = γ (x − μ) / √(σ² + ε) + β        ε = 1e-5; γ, β learnt, one per channel, 1 and 0 at first
 * </pre>
 *
 * Kinds differ in what μ and σ² are of.
 */
public sealed interface Normalisation extends Stateful
    permits BatchNormalisation, GroupNormalisation {
  /** ε. */
  float EPSILON = 1e-5f;

  /** Index of γ, {@code [channels]}. */
  int scale();

  /** Index of β, {@code [channels]}. */
  int shift();

  /**
   * The normalisation that answers: what it makes of a row depends on no other row.
   *
   * @param images float32 {@code [rows, channels, height, width]}
   * @param given the model's parameters or stand-ins
   */
  NDArray apply(NDArray images, List<NDArray> given);

  /**
   * The normalisation that is trained.
   *
   * @param statistics takes what {@link #update} is to be told of these rows
   */
  default NDArray applyTraining(NDArray images, List<NDArray> given, List<NDArray> statistics) {
    return apply(images, given);
  }

  /** Forgets all rows. */
  default void reinitialise() {}

  /** Takes from what {@link #applyTraining} gave of rows that have been learnt. */
  default void update(Iterator<NDArray> statistics) {}
}
