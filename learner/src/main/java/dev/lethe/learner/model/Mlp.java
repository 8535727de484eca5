package dev.lethe.learner.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * A multi-layer perceptron with activation φ.
 *
 * <pre>
 *   h₀ = x;   hₗ = φ(hₗ₋₁ Wₗᵀ + bₗ);   z = head(hₙ)
 * </pre>
 */
public final class Mlp implements Model {
  /**
   * {@code mlp(hidden=…, init=…, bias=…)}; {@code hidden=0} has no hidden layer, which is softmax
   * regression. The default initialisation is the protocol of the DER paper (Buzzega et al., 2020).
   */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "mlp",
          Models.KIND,
          List.of(
              new Key("hidden", new Domain.Sizes(64, 1_000_000), "100:100"),
              new Key("init", new Domain.Choice(Initialisation.words()), "xavier"),
              new Key("bias", new Domain.Choice(List.of("true", "false")), "true")));

  private final List<ParameterSpec> specs = new ArrayList<>();
  private final List<HiddenLayer> layers = new ArrayList<>();
  private final List<NDArray> parameters;
  private final ModelContext context;
  private final boolean bias;
  private final int body;

  public Mlp(Part part, ModelContext context) {
    this.context = context;
    this.bias = part.text("bias").equals("true");
    Initialisation initialisation = Initialisation.of(part.text("init"));
    Activation activation = context.activation();
    int inputs = context.features();
    for (int units : part.sizes("hidden")) {
      int first = specs.size();
      specs.add(
          new ParameterSpec(
              new Shape(units, inputs), initialisation.weights(inputs, units, activation.gain())));
      if (bias) {
        specs.add(new ParameterSpec(new Shape(units), initialisation.biases(inputs)));
      }
      int next = specs.size();
      layers.add(
          new HiddenLayer(
              units,
              first,
              bias ? first + 1 : -1,
              next,
              bias ? next + 1 : -1,
              activation.copies(),
              1));
      inputs = units * activation.copies();
    }
    this.body = specs.size();
    specs.addAll(context.head().parameters(inputs, context.classes(), initialisation, bias));
    this.parameters = context.create(specs);
  }

  @Override
  public List<NDArray> parameters() {
    return parameters;
  }

  @Override
  public List<ParameterSpec> specs() {
    return List.copyOf(specs);
  }

  @Override
  public int classes() {
    return context.classes();
  }

  @Override
  public Forward forward(NDArray inputs, List<NDArray> given) {
    NDArray values = inputs;
    List<NDArray> hidden = new ArrayList<>(layers.size());
    for (HiddenLayer layer : layers) {
      NDArray sums =
          bias
              ? Linear.linear(values, given.get(layer.weights()), given.get(layer.bias()))
                  .singletonOrThrow()
              : Linear.linear(values, given.get(layer.weights())).singletonOrThrow();
      values = context.activation().apply(sums);
      hidden.add(values);
    }
    NDArray logits = context.head().logits(values, given.subList(body, given.size()));
    return new Forward(logits, hidden, values);
  }

  @Override
  public List<HiddenLayer> hiddenLayers() {
    return List.copyOf(layers);
  }
}
