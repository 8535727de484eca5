package dev.lethe.learner.activation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Activation;
import dev.lethe.learner.part.Kind;
import java.util.List;

/**
 * k winners take all, in the form of Keskinen ("Task agnostic continual learning with pairwise
 * layer architecture", 2024). Subtracts the k-th largest of the n inputs of a layer and applies a
 * ReLU. In a convolution, all positions of all channels form one layer (Xiao et al., "Enhancing
 * adversarial defense by k-winners-take-all", 2020).
 *
 * <pre>
 *   max(0, a − a₍ₖ₎),   k = max(2, ⌊share · n⌋),   a = x or GELU(x)
 * </pre>
 *
 * Gradients also flow through the threshold. The k-th winner itself gives 0, so k is at least 2:
 * with k = 1, as in the original for share · n &lt; 2, all outputs would be 0. This class uses the
 * exact GELU. The original uses a tanh approximation, which differs by at most 0.0005.
 */
public final class WinnersTakeAll implements Activation {
  /** {@code kwta(share=…, before=none|gelu)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "kwta",
          Kind.ACTIVATION,
          "Passes only the largest inputs of each layer.",
          "Keskinen, Task agnostic continual learning with pairwise layer architecture, 2024",
          List.of(
              new Key("share", new Domain.Real(0, false, 1, false), "0.1"),
              Key.choice("before", Before.NONE)));

  private enum Before {
    NONE,
    GELU
  }

  private final double share;
  private final Before before;

  /** Creates the activation from a parsed {@link #DEFINITION}. */
  public WinnersTakeAll(Part part) {
    this.share = part.real("share");
    this.before = part.choice("before", Before.class);
  }

  @Override
  public NDArray apply(NDArray inputs) {
    NDArray values =
        switch (before) {
          case NONE -> inputs;
          case GELU -> ai.djl.nn.Activation.gelu(inputs);
        };
    Shape shape = values.getShape();
    long units = shape.size() / shape.get(0);
    int k = (int) Math.min(units, Math.max(2, (long) (share * units)));
    NDArray rows = values.reshape(shape.get(0), units);
    NDArray threshold = rows.topK(k, 1, true, true).get(0).get(":, {}:{}", k - 1, k);
    return ai.djl.nn.Activation.relu(rows.sub(threshold)).reshape(shape);
  }
}
