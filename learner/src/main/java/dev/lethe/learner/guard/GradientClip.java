package dev.lethe.learner.guard;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.engine.Tensors;
import java.util.List;

/**
 * Limits the norm of the gradient over all parameters (Pascanu, Mikolov and Bengio, 2013, "On the
 * difficulty of training recurrent neural networks"):
 *
 * <pre>
 *   g ← g · min(1, c / ‖g‖₂)
 * </pre>
 *
 * @param maxNorm c, above 0; infinity clips nothing and costs nothing
 */
public record GradientClip(double maxNorm) {
  /** Clips nothing. */
  public static final GradientClip NONE = new GradientClip(Double.POSITIVE_INFINITY);

  /** Effect on a gradient. */
  public enum Effect {
    UNCHANGED,
    CLIPPED,
    /** The norm is not finite, so no scale could repair the gradient. */
    NOT_FINITE
  }

  /** Clips the gradients of all parameters in place. */
  public Effect apply(List<NDArray> gradients) {
    if (Double.isInfinite(maxNorm)) {
      return Effect.UNCHANGED;
    }
    double norm = Tensors.norm(gradients);
    if (!Double.isFinite(norm)) {
      return Effect.NOT_FINITE;
    }
    if (norm <= maxNorm) {
      return Effect.UNCHANGED;
    }
    gradients.forEach(gradient -> gradient.muli(maxNorm / norm));
    return Effect.CLIPPED;
  }
}
