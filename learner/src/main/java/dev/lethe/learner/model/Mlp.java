package dev.lethe.learner.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A multi-layer perceptron with rectified linear units.
 *
 * <pre>
 *   h₀ = x;   hₗ = max(0, hₗ₋₁ Wₗᵀ + bₗ);   z = hₙ₋₁ Wₙᵀ + bₙ
 * </pre>
 *
 * Weights begin as U(−a, a) with a = √(6 / (in + out)) (Glorot and Bengio, 2010, gain 1), biases as
 * 0: the protocol of the DER paper (Buzzega et al., 2020).
 */
public final class Mlp {
  private final List<NDArray> parameters;
  private final int classes;

  /**
   * @param features numbers per row
   * @param random drawn once per weight, layer by layer, row by row
   * @param owner the learner's manager, which will own the parameters
   */
  public Mlp(
      ModelSpec spec, int features, int classes, UniformRandomProvider random, NDManager owner) {
    List<NDArray> arrays = new ArrayList<>();
    List<Integer> outputs = new ArrayList<>(spec.hidden());
    outputs.add(classes);
    int inputs = features;
    for (int units : outputs) {
      arrays.add(weights(units, inputs, random, owner));
      arrays.add(owner.zeros(new Shape(units)));
      inputs = units;
    }
    this.parameters = List.copyOf(arrays);
    this.classes = classes;
  }

  private static NDArray weights(
      int outputs, int inputs, UniformRandomProvider random, NDManager owner) {
    float[] values = new float[Math.multiplyExact(outputs, inputs)];
    double bound = Math.sqrt(6.0 / ((double) inputs + outputs));
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
    // A copy in the engine's own memory: what create returns may lie in Java's, less aligned.
    try (NDArray drawn = owner.create(values, new Shape(outputs, inputs))) {
      return drawn.duplicate();
    }
  }

  /** Weights {@code [out, in]} and biases {@code [out]} in turn, from the input on. */
  public List<NDArray> parameters() {
    return parameters;
  }

  public int classes() {
    return classes;
  }

  /**
   * The forward pass.
   *
   * @param inputs float32 {@code [rows, features]}; its manager owns the result
   * @param parameters {@link #parameters} or stand-ins for them
   * @return the logits z, float32 {@code [rows, classes]}
   */
  public NDArray logits(NDArray inputs, List<NDArray> parameters) {
    NDArray hidden = inputs;
    int last = parameters.size() - 2;
    for (int i = 0; i < last; i += 2) {
      hidden = Activation.relu(affine(hidden, parameters, i));
    }
    return affine(hidden, parameters, last);
  }

  private static NDArray affine(NDArray inputs, List<NDArray> parameters, int i) {
    return Linear.linear(inputs, parameters.get(i), parameters.get(i + 1)).singletonOrThrow();
  }
}
