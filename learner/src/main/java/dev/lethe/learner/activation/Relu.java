package dev.lethe.learner.activation;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Activation;
import dev.lethe.learner.part.Kind;
import java.util.List;

/** Rectified linear units: max(0, x). */
public final class Relu implements Activation {
  /** {@code relu}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "relu",
          Kind.ACTIVATION,
          "Passes positive inputs and outputs 0 for negative ones.",
          "Nair and Hinton, Rectified linear units improve restricted Boltzmann machines, ICML 2010",
          List.of());

  /** Creates the activation from a parsed {@link #DEFINITION}. */
  public Relu(Part part) {}

  @Override
  public NDArray apply(NDArray inputs) {
    return ai.djl.nn.Activation.relu(inputs);
  }
}
