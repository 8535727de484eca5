package dev.lethe.learner.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Name, shape and initialisation of one array of parameters.
 *
 * @param name name in the state of an equal PyTorch module, such as {@code 2.weight}
 * @param shape {@code [out, in, …]} for weights, {@code [out]} for biases
 * @param initial distribution of the initial elements
 */
public record ParameterSpec(String name, Shape shape, Initial initial) {
  /** Returns this specification for a parameter of a submodule. */
  public ParameterSpec in(String module) {
    return new ParameterSpec(module + "." + name, shape, initial);
  }

  /** Draws initial values for some elements, in order. */
  public float[] draw(int count, UniformRandomProvider random) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) initial.draw(random);
    }
    return values;
  }

  /** Creates an initialised array, drawn in row-major order. */
  public NDArray create(UniformRandomProvider random, NDManager owner) {
    float[] values = draw(Math.toIntExact(shape.size()), random);
    // a copy in the engine's memory: create may return a less aligned buffer of Java's
    try (NDArray drawn = owner.create(values, shape)) {
      return drawn.duplicate();
    }
  }
}
