package dev.lethe.learner.activation;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Activation;
import dev.lethe.learner.part.Kind;
import java.util.List;

/** Hyperbolic tangent, with outputs in (−1, 1). Its units can saturate. */
public final class Tanh implements Activation {
  /** {@code tanh}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition("tanh", Kind.ACTIVATION, "Applies the hyperbolic tangent.", "", List.of());

  /** Creates the activation from a parsed {@link #DEFINITION}. */
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
