package dev.lethe.learner.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import dev.lethe.learner.network.Forward;
import dev.lethe.learner.network.HiddenLayer;
import dev.lethe.learner.network.Initialisation;
import dev.lethe.learner.network.Model;
import dev.lethe.learner.network.ParameterSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Smallest network with both kinds of convolutional hidden layers: 3 channels of 3 × 3 that a
 * convolution reads, and 2 channels of 2 × 2 that are flattened. Images are 4 × 4, kernels 2 × 2.
 */
public final class ConvolutionalModel implements Model {
  public static final int FEATURES = 16;

  private final ModelContext context;
  private final int copies;
  private final List<ParameterSpec> specs = new ArrayList<>();
  private final List<NDArray> parameters;

  public ConvolutionalModel(ModelContext context) {
    this.context = context;
    this.copies = context.activation().copies();
    add(new Shape(3, 1, 2, 2), 4);
    add(new Shape(2, 3 * copies, 2, 2), 12 * copies);
    specs.addAll(
        context.head().parameters(2 * copies * 4, context.classes(), Initialisation.PYTORCH, true));
    this.parameters = context.create(specs);
  }

  private void add(Shape shape, int inputs) {
    Initialisation initialisation = Initialisation.PYTORCH;
    specs.add(
        new ParameterSpec(specs.size() + ".weight", shape, initialisation.weights(inputs, 1, 1)));
    specs.add(
        new ParameterSpec(
            specs.size() + ".bias", new Shape(shape.get(0)), initialisation.biases(inputs)));
  }

  @Override
  public List<NDArray> parameters() {
    return parameters;
  }

  @Override
  public List<ParameterSpec> specs() {
    return specs;
  }

  @Override
  public int bodySize() {
    return 4;
  }

  @Override
  public int classes() {
    return context.classes();
  }

  @Override
  public Forward forward(NDArray inputs, List<NDArray> given) {
    long rows = inputs.getShape().get(0);
    NDArray first = layer(inputs.reshape(rows, 1, 4, 4), given, 0);
    NDArray second = layer(first, given, 2);
    NDArray flat = second.reshape(rows, 2 * copies * 4);
    NDArray logits = context.head().logits(flat, given.subList(4, given.size()));
    return new Forward(logits, List.of(first, second), flat);
  }

  private NDArray layer(NDArray values, List<NDArray> given, int weights) {
    return context
        .activation()
        .apply(
            Conv2d.conv2d(values, given.get(weights), given.get(weights + 1)).singletonOrThrow());
  }

  @Override
  public List<HiddenLayer> hiddenLayers() {
    return List.of(
        HiddenLayer.of(3, 0, 2).withBias(1).withNextBias(3).withCopies(copies),
        HiddenLayer.of(2, 2, 4).withBias(3).withNextBias(5).withCopies(copies).withSpan(4));
  }
}
