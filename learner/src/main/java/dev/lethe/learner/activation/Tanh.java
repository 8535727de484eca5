package dev.lethe.learner.activation;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Activation;
import dev.lethe.learner.part.Kind;
import java.util.List;

/** The hyperbolic tangent, which saturates. */
public final class Tanh implements Activation {
  /** {@code tanh}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition("tanh", Kind.ACTIVATION.words(), List.of());

  public Tanh(Part part) {}

  @Override
  public NDArray apply(NDArray inputs) {
    return ai.djl.nn.Activation.tanh(inputs);
  }

  @Override
  public double gain() {
    return 5.0 / 3;
  }
}
