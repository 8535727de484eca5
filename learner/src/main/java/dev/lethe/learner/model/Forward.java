package dev.lethe.learner.model;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * One pass through a model.
 *
 * @param logits z, float32 {@code [rows, classes]}
 * @param hidden what the units of each of {@link Model#hiddenLayers} gave, after the activation:
 *     float32 {@code [rows, units · copies]}, or {@code [rows, channels · copies, height, width]}
 * @param features what the head was given, float32 {@code [rows, features]}
 */
public record Forward(NDArray logits, List<NDArray> hidden, NDArray features) {
  public Forward {
    hidden = List.copyOf(hidden);
  }
}
