package dev.lethe.learner.activation;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Activation;
import dev.lethe.learner.part.Kind;
import java.util.List;

/** Gaussian error linear units, x Φ(x) (Hendrycks and Gimpel, 2016). */
public final class Gelu implements Activation {
  /** {@code gelu}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "gelu",
          Kind.ACTIVATION,
          "Weights inputs by the normal distribution function.",
          "Hendrycks and Gimpel, Gaussian error linear units, 2016",
          List.of());

  /** Creates the activation from a parsed {@link #DEFINITION}. */
  public Gelu(Part part) {}

  @Override
  public NDArray apply(NDArray inputs) {
    return ai.djl.nn.Activation.gelu(inputs);
  }
}
