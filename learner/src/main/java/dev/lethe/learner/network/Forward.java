package dev.lethe.learner.network;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * One pass through a model.
 *
 * @param logits z, float32 {@code [rows, classes]}
 * @param hidden what the units of each of {@link Model#hiddenLayers} gave, after the activation:
 *     float32 {@code [rows, units · copies]}, or {@code [rows, channels · copies, height, width]}
 * @param features what the head was given, float32 {@code [rows, features]}
 * @param statistics what {@link Model#updated} is to be told of these rows, if they are learnt
 */
public record Forward(
    NDArray logits, List<NDArray> hidden, NDArray features, List<NDArray> statistics) {
  public Forward {
    hidden = List.copyOf(hidden);
    statistics = List.copyOf(statistics);
  }

  /** A pass that says nothing of its rows together. */
  public Forward(NDArray logits, List<NDArray> hidden, NDArray features) {
    this(logits, hidden, features, List.of());
  }
}
