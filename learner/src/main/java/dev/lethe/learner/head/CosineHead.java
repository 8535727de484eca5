package dev.lethe.learner.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.network.Initialisation;
import dev.lethe.learner.network.ParameterSpec;
import dev.lethe.learner.part.Head;
import dev.lethe.learner.part.Kind;
import java.util.List;

/**
 * Cosine head (Hou et al., "Learning a unified classifier incrementally via rebalancing", 2019).
 * Logits depend only on angles, so the newest classes cannot dominate through larger weights.
 *
 * <pre>
 *   z_c = s · (h / ‖h‖) · (w_c / ‖w_c‖)
 * </pre>
 */
public final class CosineHead implements Head {
  /** {@code cosine(scale=s)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "cosine",
          Kind.HEAD,
          "Computes logits from angles, so new classes cannot dominate by larger weights.",
          "Hou et al., Learning a unified classifier incrementally via rebalancing, CVPR 2019",
          List.of(new Key("scale", new Domain.Real(0, false, 1000, true), "10")));

  // avoids division by 0 for a row of zeros
  private static final float EPSILON = 1e-8f;

  private final float scale;

  public CosineHead(Part part) {
    this.scale = (float) part.real("scale");
  }

  @Override
  public List<ParameterSpec> parameters(
      int inputs, int classes, Initialisation initialisation, boolean bias) {
    return List.of(
        new ParameterSpec(
            "weight", new Shape(classes, inputs), initialisation.weights(inputs, classes, 1)));
  }

  @Override
  public NDArray logits(NDArray features, List<NDArray> parameters) {
    NDManager scope = features.getManager();
    NDArray directions = unit(parameters.get(0), scope);
    return Tensors.scaled(unit(features, scope).matMul(directions.transpose()), scale);
  }

  /** Normalises rows to length 1. The scope owns all arrays, including temporary ones. */
  static NDArray unit(NDArray rows, NDManager scope) {
    NDArray squares = rows.mul(rows);
    squares.attach(scope);
    NDArray unit = rows.div(squares.sum(new int[] {1}, true).add(EPSILON).sqrt());
    unit.attach(scope);
    return unit;
  }
}
