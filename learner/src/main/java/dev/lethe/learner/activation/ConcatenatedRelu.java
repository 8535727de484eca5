package dev.lethe.learner.activation;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Activation;
import dev.lethe.learner.part.Kind;
import java.util.List;

/**
 * Concatenated rectified linear units, CReLU (Shang et al., 2016; Abbas et al., "Loss of plasticity
 * in continual deep reinforcement learning", 2023): max(0, x) and max(0, −x) as two outputs. One of
 * the two is positive for every x ≠ 0, so no unit can die. The next layer has twice as many inputs.
 */
public final class ConcatenatedRelu implements Activation {
  /** {@code crelu}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "crelu",
          Kind.ACTIVATION,
          "Outputs the positive and the negative part of each input, so no unit dies.",
          "Abbas et al., Loss of plasticity in continual deep reinforcement learning, 2023",
          List.of());

  /** Creates the activation from a parsed {@link #DEFINITION}. */
  public ConcatenatedRelu(Part part) {}

  @Override
  public NDArray apply(NDArray inputs) {
    return ai.djl.nn.Activation.relu(inputs).concat(ai.djl.nn.Activation.relu(inputs.neg()), 1);
  }

  @Override
  public int copies() {
    return 2;
  }

  @Override
  public double gain() {
    return 1;
  }
}
