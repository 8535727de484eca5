package dev.lethe.learner.model.layer;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.network.Forward;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Final part of every model: optional hidden linear layers and the method's head.
 *
 * <pre>
 *   h₀ = x;   hₗ = φ(hₗ₋₁ Wₗᵀ + bₗ);   z = head(hₙ)
 * </pre>
 */
public final class Perceptron {
  private final Layers layers;
  private final List<Dense> hidden = new ArrayList<>();

  /**
   * Adds these layers, which completes the model.
   *
   * @param inputs inputs per row
   * @param sizes units of the hidden layers
   * @param names maps the position of a module to its name in an equal PyTorch module: 0 for the
   *     first hidden layer, 1 for its activation, 2 for the second layer, and so on to the head
   */
  public Perceptron(Layers layers, int inputs, List<Integer> sizes, IntFunction<String> names) {
    this.layers = layers;
    int width = inputs;
    for (int units : sizes) {
      Dense layer = layers.dense(names.apply(2 * hidden.size()), width, units);
      layers.hidden(units, layer);
      hidden.add(layer);
      width = units * layers.context().activation().copies();
    }
    layers.head(names.apply(2 * hidden.size()), width);
  }

  /**
   * Completes a forward pass.
   *
   * @param rows float32 {@code [rows, inputs]}
   * @param below outputs of the earlier hidden layers
   * @param given the model's parameters or arrays in place of them
   */
  public Forward forward(NDArray rows, List<NDArray> below, List<NDArray> given) {
    NDArray values = rows;
    List<NDArray> outputs = new ArrayList<>(below);
    for (Dense layer : hidden) {
      values = layers.context().activation().apply(layer.apply(values, given));
      outputs.add(values);
    }
    NDArray logits =
        layers.context().head().logits(values, given.subList(layers.bodySize(), given.size()));
    return new Forward(logits, outputs, values);
  }
}
