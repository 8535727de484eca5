package dev.lethe.learner.model;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.model.layer.LayeredModel;
import dev.lethe.learner.model.layer.Layers;
import dev.lethe.learner.model.layer.Perceptron;
import dev.lethe.learner.network.Forward;
import dev.lethe.learner.network.Initialisation;
import dev.lethe.learner.part.ModelContext;
import java.util.List;

/**
 * Multi-layer perceptron with activation φ.
 *
 * <pre>
 *   h₀ = x;   hₗ = φ(hₗ₋₁ Wₗᵀ + bₗ);   z = head(hₙ)
 * </pre>
 *
 * In PyTorch: {@code nn.Sequential} of linear layers and activations, so the layers are 0, 2, 4, …
 * and the head is the last module.
 */
public final class Mlp extends LayeredModel {
  /**
   * {@code mlp(hidden=…, init=…, bias=…)}; {@code hidden=0} is softmax regression, without a hidden
   * layer. The default initialisation follows the protocol of the DER paper (Buzzega et al., 2020).
   */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "mlp",
          ModelContext.KIND,
          "Multi-layer perceptron.",
          "",
          List.of(
              new Key("hidden", new Domain.Sizes(64, 1_000_000), "100:100"),
              Initialisation.XAVIER.key(),
              Key.flag("bias", true)));

  private final Perceptron perceptron;

  public Mlp(Part part, ModelContext context) {
    super(new Layers(context, Initialisation.of(part), part.flag("bias")));
    this.perceptron =
        new Perceptron(layers(), context.features(), part.sizes("hidden"), Integer::toString);
  }

  @Override
  public Forward forward(NDArray inputs, List<NDArray> given) {
    return perceptron.forward(inputs, List.of(), given);
  }
}
