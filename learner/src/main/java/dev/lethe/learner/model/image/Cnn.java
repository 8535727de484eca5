package dev.lethe.learner.model.image;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.model.layer.Convolution;
import dev.lethe.learner.model.layer.ImageShape;
import dev.lethe.learner.model.layer.LayeredModel;
import dev.lethe.learner.model.layer.Layers;
import dev.lethe.learner.model.layer.Perceptron;
import dev.lethe.learner.network.Forward;
import dev.lethe.learner.network.Initialisation;
import dev.lethe.learner.part.ModelContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Small convolutional network in the style of LeNet (LeCun et al., 1998) with activation φ.
 *
 * <pre>
 *   h₀ = x;   hₗ = pool(φ(conv(hₗ₋₁)))          3×3, padded; pool: 2×2 max pooling
 *   then hidden linear layers on the flattened hₙ, and the head
 * </pre>
 *
 * Pooling drops the last row or column of an odd height or width. Every channel and every linear
 * unit is a hidden unit that can be reset.
 *
 * <p>In PyTorch: one {@code nn.Sequential} of convolution, activation and pooling (0, 1, 2; 3, 4,
 * 5; …), {@code nn.Flatten}, and then as {@code mlp}.
 */
public final class Cnn extends LayeredModel {
  /**
   * {@code cnn(input=CxHxW, channels=…, hidden=…, init=…)}; {@code hidden=0} means no linear layer.
   */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "cnn",
          ModelContext.KIND,
          "Small convolutional network in the style of LeNet.",
          "LeCun et al., Gradient-based learning applied to document recognition, 1998",
          List.of(
              new Key("input", ImageShape.DOMAIN, "1x28x28"),
              new Key("channels", new Domain.Sizes(10, 4096), "32:64"),
              new Key("hidden", new Domain.Sizes(64, 1_000_000), "128"),
              Initialisation.XAVIER.key()));

  private static final Shape POOL_SIZE = new Shape(2, 2);
  private static final Shape NO_PADDING = new Shape(0, 0);

  private final ImageShape shape;
  private final List<Convolution> convolutions = new ArrayList<>();
  private final Perceptron perceptron;

  /**
   * @throws IllegalArgumentException if the shape does not match the number of features, or is too
   *     small for the number of pooling layers
   */
  public Cnn(Part part, ModelContext context) {
    super(new Layers(context, Initialisation.of(part), true));
    this.shape = ImageShape.of(part, context);
    List<Integer> filters = part.sizes("channels");
    int minSize = Math.min(shape.height(), shape.width()) >> filters.size();
    if (minSize == 0) {
      throw new IllegalArgumentException(
          "%s.channels: got '%s', expected at most as many sizes as '%s' can be halved"
              .formatted(part.name(), part.text("channels"), part.text("input")));
    }
    int inputs = shape.channels();
    int positions = shape.height() * shape.width();
    for (int layer = 1; layer <= filters.size(); layer++) {
      int units = filters.get(layer - 1);
      Convolution convolution =
          layers().convolution(Integer.toString(3 * (layer - 1)), inputs, units, 3, 1, true);
      positions = (shape.height() >> layer) * (shape.width() >> layer);
      layers().hidden(units, convolution, layer == filters.size() ? positions : 1);
      convolutions.add(convolution);
      inputs = units * context.activation().copies();
    }
    // after three modules for each convolution, and nn.Flatten
    int first = 3 * filters.size() + 1;
    this.perceptron =
        new Perceptron(
            layers(),
            inputs * positions,
            part.sizes("hidden"),
            position -> Integer.toString(first + position));
  }

  @Override
  public Forward forward(NDArray inputs, List<NDArray> given) {
    NDArray values = shape.images(inputs);
    List<NDArray> hidden = new ArrayList<>();
    for (Convolution convolution : convolutions) {
      NDArray units = layers().context().activation().apply(convolution.apply(values, given));
      hidden.add(units);
      values = Pool.maxPool2d(units, POOL_SIZE, POOL_SIZE, NO_PADDING, false);
    }
    return perceptron.forward(values.reshape(inputs.getShape().get(0), -1), hidden, given);
  }
}
