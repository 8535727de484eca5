package dev.lethe.learner.network;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * Result of one forward pass.
 *
 * @param logits z, float32 {@code [rows, classes]}
 * @param hidden outputs of each of {@link Model#hiddenLayers} after the activation: float32 {@code
 *     [rows, units · copies]}, or {@code [rows, channels · copies, height, width]}
 * @param features input of the head, float32 {@code [rows, features]}
 * @param statistics batch statistics of these rows, for {@link Model#updated}
 */
public record Forward(
    NDArray logits, List<NDArray> hidden, NDArray features, List<NDArray> statistics) {
  public Forward {
    hidden = List.copyOf(hidden);
    statistics = List.copyOf(statistics);
  }

  /** Creates the result of a pass without batch statistics. */
  public Forward(NDArray logits, List<NDArray> hidden, NDArray features) {
    this(logits, hidden, features, List.of());
  }
}
