package dev.lethe.learner.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.List;

/**
 * A two-dimensional convolution.
 *
 * @param weights index of its filters, {@code [filters, channels, kernel, kernel]}
 * @param bias index of its biases, {@code [filters]}, or -1
 * @param stride places from one output to the next
 * @param padding zeros around the image
 */
public record Convolution(int weights, int bias, int stride, int padding) {
  /**
   * @param images float32 {@code [rows, channels, height, width]}
   * @param given the model's parameters or stand-ins
   * @return float32 {@code [rows, filters, height', width']}
   */
  public NDArray apply(NDArray images, List<NDArray> given) {
    NDArray biases = bias < 0 ? null : given.get(bias);
    return Conv2d.conv2d(
            images,
            given.get(weights),
            biases,
            new Shape(stride, stride),
            new Shape(padding, padding))
        .singletonOrThrow();
  }
}
