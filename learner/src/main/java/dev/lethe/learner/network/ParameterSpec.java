package dev.lethe.learner.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * One array of parameters before it has values.
 *
 * @param shape weights {@code [out, in, …]}, biases {@code [out]}
 * @param initial how its elements begin
 */
public record ParameterSpec(Shape shape, Initial initial) {
  /** Fresh values for some elements, drawn one after the other. */
  public float[] draw(int count, UniformRandomProvider random) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) initial.draw(random);
    }
    return values;
  }

  /** A fresh array, drawn row by row. */
  public NDArray create(UniformRandomProvider random, NDManager owner) {
    float[] values = draw(Math.toIntExact(shape.size()), random);
    // A copy in the engine's own memory: what create returns may lie in Java's, less aligned.
    try (NDArray drawn = owner.create(values, shape)) {
      return drawn.duplicate();
    }
  }
}
