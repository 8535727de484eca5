package dev.lethe.learner.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import dev.lethe.learner.network.HiddenLayer;
import java.util.List;

/**
 * Two-dimensional convolution.
 *
 * @param weights index of the filters, {@code [filters, channels, kernel, kernel]}
 * @param bias index of the biases, {@code [filters]}, or {@link HiddenLayer#NONE}
 * @param stride step between outputs, in pixels
 * @param padding zeros on each side of the image
 */
public record Convolution(int weights, int bias, int stride, int padding) {
  /**
   * Applies the convolution.
   *
   * @param images float32 {@code [rows, channels, height, width]}
   * @param given the model's parameters or arrays in place of them
   * @return float32 {@code [rows, filters, height', width']}
   */
  public NDArray apply(NDArray images, List<NDArray> given) {
    NDArray biases = bias == HiddenLayer.NONE ? null : given.get(bias);
    return Conv2d.conv2d(
            images,
            given.get(weights),
            biases,
            new Shape(stride, stride),
            new Shape(padding, padding))
        .singletonOrThrow();
  }
}
