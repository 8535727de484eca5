package dev.lethe.learner.activation;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Activation;
import dev.lethe.learner.part.Kind;
import java.util.List;

/**
 * ASH, adaptive swish (Lee et al., 2022), and its hard form (Keskinen, "Hard ASH", 2024). Passes
 * the units whose inputs are high relative to their layer:
 *
 * <pre>
 *   ash        x · gate(α (x − μ − z σ))
 *   hard-ash   clip(x, 0, 2) · gate(α (x − μ − z σ))
 *
 *   gate=soft  sigmoid(t)          gate=hard  min(max(t + 3, 0), 6) / 6
 * </pre>
 *
 * μ and the biased σ are computed over the units of one example, or over all positions of all
 * channels of a convolution. Gradients flow through both.
 */
public final class HardAsh implements Activation {
  private static final Key ALPHA = new Key("alpha", new Domain.Real(0, false, 100, true), "3");
  private static final Key Z = new Key("z", new Domain.Real(-10, true, 10, true), "2");

  /** {@code hard-ash(alpha=α, z=z, gate=hard|soft)}. */
  public static final PartDefinition HARD =
      new PartDefinition(
          "hard-ash",
          Kind.ACTIVATION,
          "Passes inputs that are high relative to their layer, through a hard gate.",
          "Keskinen, Hard ASH: sparsity and the right optimizer make a continual learner, 2024",
          List.of(ALPHA, Z, Key.choice("gate", Gate.HARD)));

  /** {@code ash(alpha=α, z=z, gate=hard|soft)}. */
  public static final PartDefinition SOFT =
      new PartDefinition(
          "ash",
          Kind.ACTIVATION,
          "Passes inputs that are high relative to their layer, through a soft gate.",
          "Lee et al., Stochastic adaptive activation function, NeurIPS 2022",
          List.of(ALPHA, Z, Key.choice("gate", Gate.SOFT)));

  // avoids the infinite gradient of the square root at 0
  private static final float EPSILON = 1e-5f;

  private enum Gate {
    HARD,
    SOFT
  }

  private final float alpha;
  private final float z;
  private final Gate gate;
  private final boolean clipped;

  private HardAsh(Part part, boolean clipped) {
    this.alpha = (float) part.real("alpha");
    this.z = (float) part.real("z");
    this.gate = part.choice("gate", Gate.class);
    this.clipped = clipped;
  }

  /** Creates Hard ASH from a parsed {@link #HARD}. */
  public static HardAsh hard(Part part) {
    return new HardAsh(part, true);
  }

  /** Creates ASH from a parsed {@link #SOFT}. */
  public static HardAsh soft(Part part) {
    return new HardAsh(part, false);
  }

  @Override
  public NDArray apply(NDArray inputs) {
    NDArray rows = inputs.reshape(inputs.getShape().get(0), -1);
    int[] units = {1};
    NDArray centred = rows.sub(rows.mean(units, true));
    NDArray deviation = centred.mul(centred).mean(units, true).add(EPSILON).sqrt();
    NDArray t = Tensors.scaled(centred.sub(Tensors.scaled(deviation, z)), alpha);
    NDArray open =
        switch (gate) {
          case HARD -> Tensors.scaled(t.add(3f).clip(0, 6), 1 / 6f);
          case SOFT -> ai.djl.nn.Activation.sigmoid(t);
        };
    return (clipped ? rows.clip(0, 2) : rows).mul(open).reshape(inputs.getShape());
  }
}
