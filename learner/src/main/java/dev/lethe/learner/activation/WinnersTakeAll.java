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
 * layer architecture", 2024): of the n units of a layer those above the k-th largest respond, by as
 * much as they exceed it. In a convolution all places of all channels are units of one layer (Xiao
 * et al., "Enhancing adversarial defense by k-winners-take-all", 2020).
 *
 * <pre>
 *   max(0, a − a₍ₖ₎),   k = max(2, ⌊share · n⌋),   a = x or GELU(x)
 * </pre>
 *
 * The gradient goes through the threshold too. The k-th winner is the threshold and gives 0; with k
 * = 1, which the original has where share · n is below 2, no unit would ever respond. GELU is the
 * exact one, the original's an approximation by tanh that differs by 0.0005 at most.
 */
public final class WinnersTakeAll implements Activation {
  /** {@code kwta(share=…, before=none|gelu)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "kwta",
          Kind.ACTIVATION.words(),
          List.of(
              new Key("share", new Domain.Real(0, false, 1, false), "0.1"),
              new Key("before", new Domain.Choice(List.of("none", "gelu")), "none")));

  private final double share;
  private final boolean gelu;

  public WinnersTakeAll(Part part) {
    this.share = part.real("share");
    this.gelu = part.text("before").equals("gelu");
  }

  @Override
  public NDArray apply(NDArray inputs) {
    NDArray values = gelu ? ai.djl.nn.Activation.gelu(inputs) : inputs;
    Shape shape = values.getShape();
    long units = shape.size() / shape.get(0);
    int k = (int) Math.min(units, Math.max(2, (long) (share * units)));
    NDArray rows = values.reshape(shape.get(0), units);
    NDArray threshold = rows.topK(k, 1, true, true).get(0).get(":, {}:{}", k - 1, k);
    return ai.djl.nn.Activation.relu(rows.sub(threshold)).reshape(shape);
  }
}
