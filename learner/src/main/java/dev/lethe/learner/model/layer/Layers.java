package dev.lethe.learner.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.lethe.learner.network.HiddenLayer;
import dev.lethe.learner.network.Initial;
import dev.lethe.learner.network.Initialisation;
import dev.lethe.learner.network.ParameterSpec;
import dev.lethe.learner.part.ModelContext;
import java.util.ArrayList;
import java.util.List;

/**
 * The parameters and hidden layers of a model, gathered while it is put together, from the input
 * on. {@link #head} comes last and gives the parameters their values.
 */
public final class Layers {
  private final ModelContext context;
  private final Initialisation initialisation;
  private final boolean bias;
  private final List<ParameterSpec> specs = new ArrayList<>();
  private final List<HiddenLayer> hidden = new ArrayList<>();
  private List<NDArray> parameters = List.of();
  private int body;

  /**
   * @param bias whether linear layers have biases
   */
  public Layers(ModelContext context, Initialisation initialisation, boolean bias) {
    this.context = context;
    this.initialisation = initialisation;
    this.bias = bias;
  }

  public ModelContext context() {
    return context;
  }

  /**
   * Adds a parameter.
   *
   * @return its index
   */
  public int add(ParameterSpec spec) {
    specs.add(spec);
    return specs.size() - 1;
  }

  /** Adds one number per channel, the same for all at first. */
  int addPerChannel(int channels, double value) {
    return add(new ParameterSpec(new Shape(channels), new Initial.Constant(value)));
  }

  /** Adds a linear layer, with biases if this model has them. */
  Dense dense(int inputs, int units) {
    int weights =
        add(
            new ParameterSpec(
                new Shape(units, inputs),
                initialisation.weights(inputs, units, context.activation().gain())));
    return new Dense(weights, bias ? addBias(units, inputs) : -1);
  }

  /**
   * Adds a convolution, padded so that a stride of 1 leaves height and width as they are.
   *
   * @param kernel height and width of its filters, odd
   * @param withBias whether it has biases: none where a normalisation follows
   */
  public Convolution convolution(
      int channels, int filters, int kernel, int stride, boolean withBias) {
    int inputs = channels * kernel * kernel;
    int outputs = filters * kernel * kernel;
    int weights =
        add(
            new ParameterSpec(
                new Shape(filters, channels, kernel, kernel),
                initialisation.weights(inputs, outputs, context.activation().gain())));
    return new Convolution(
        weights, withBias ? addBias(filters, inputs) : -1, stride, (kernel - 1) / 2);
  }

  private int addBias(int units, int inputs) {
    return add(new ParameterSpec(new Shape(units), initialisation.biases(inputs)));
  }

  /** Declares the units of a linear layer, which the next parameter that is added reads. */
  void hidden(int units, Dense layer) {
    HiddenLayer declared = declare(units, layer.weights()).withBias(layer.bias());
    hidden.add(bias ? declared.withNextBias(specs.size() + 1) : declared);
  }

  /**
   * Declares the channels of a convolution, which the next parameter that is added reads. What it
   * reads has been pooled, or goes on into a normalisation: no bias can take over what a channel
   * gave.
   *
   * @param span numbers that the next layer reads per channel
   */
  public void hidden(int channels, Convolution layer, int span) {
    hidden.add(declare(channels, layer.weights()).withBias(layer.bias()).withSpan(span));
  }

  /** Declares the channels of a convolution with a normalisation behind it, before activation. */
  public void hidden(int channels, Convolution layer, Normalisation norm) {
    hidden.add(declare(channels, layer.weights()).withBias(norm.shift()).withScale(norm.scale()));
  }

  private HiddenLayer declare(int units, int weights) {
    return HiddenLayer.of(units, weights, specs.size()).withCopies(context.activation().copies());
  }

  /**
   * Adds the method's head, and gives all parameters their first values.
   *
   * @param inputs features per row
   */
  void head(int inputs) {
    body = specs.size();
    specs.addAll(context.head().parameters(inputs, context.classes(), initialisation, bias));
    // a head may have no biases where the other layers have them
    hidden.replaceAll(
        layer -> layer.nextBias() < specs.size() ? layer : layer.withNextBias(HiddenLayer.NONE));
    parameters = context.create(specs);
  }

  /** How many parameters come before the head's. */
  int bodySize() {
    return body;
  }

  List<NDArray> parameters() {
    return parameters;
  }

  List<ParameterSpec> specs() {
    return List.copyOf(specs);
  }

  List<HiddenLayer> hiddenLayers() {
    return List.copyOf(hidden);
  }
}
