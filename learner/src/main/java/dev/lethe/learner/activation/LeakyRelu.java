package dev.lethe.learner.activation;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Activation;
import dev.lethe.learner.part.Kind;
import java.util.List;

/** Leaky rectified linear units (Maas et al., 2013): x if x &gt; 0, otherwise a x. */
public final class LeakyRelu implements Activation {
  /** {@code leaky-relu(slope=a)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "leaky-relu",
          Kind.ACTIVATION,
          "Scales negative inputs by a small slope, so no unit dies.",
          "Maas, Hannun and Ng, Rectifier nonlinearities improve neural network acoustic models, 2013",
          List.of(new Key("slope", new Domain.Real(0, true, 1, true), "0.01")));

  private final double slope;

  /** Creates the activation from a parsed {@link #DEFINITION}. */
  public LeakyRelu(Part part) {
    this.slope = part.real("slope");
  }

  @Override
  public NDArray apply(NDArray inputs) {
    return ai.djl.nn.Activation.leakyRelu(inputs, (float) slope);
  }

  @Override
  public double gain() {
    return Math.sqrt(2 / (1 + slope * slope));
  }
}
