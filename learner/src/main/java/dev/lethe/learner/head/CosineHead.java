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
 * Angles instead of sums (Hou et al., "Learning a unified classifier incrementally via
 * rebalancing", 2019): the newest classes cannot win by longer weights.
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
          List.of(new Key("scale", new Domain.Real(0, false, 1000, true), "10")));

  // a row of zeros has no direction
  private static final float LEAST = 1e-8f;

  private final float scale;

  public CosineHead(Part part) {
    this.scale = (float) part.real("scale");
  }

  @Override
  public List<ParameterSpec> parameters(
      int inputs, int classes, Initialisation initialisation, boolean bias) {
    return List.of(
        new ParameterSpec(new Shape(classes, inputs), initialisation.weights(inputs, classes, 1)));
  }

  @Override
  public NDArray logits(NDArray features, List<NDArray> parameters) {
    NDManager scope = features.getManager();
    NDArray directions = unit(parameters.get(0), scope);
    return Tensors.scaled(unit(features, scope).matMul(directions.transpose()), scale);
  }

  /** Rows of length 1; of what is made on the way, nothing stays with the rows' own manager. */
  static NDArray unit(NDArray rows, NDManager scope) {
    NDArray squares = rows.mul(rows);
    squares.attach(scope);
    NDArray unit = rows.div(squares.sum(new int[] {1}, true).add(LEAST).sqrt());
    unit.attach(scope);
    return unit;
  }
}
