package dev.lethe.learner.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.lethe.learner.export.NamedArray;
import dev.lethe.learner.network.HiddenLayer;
import dev.lethe.learner.network.Initial;
import dev.lethe.learner.network.Initialisation;
import dev.lethe.learner.network.ParameterSpec;
import dev.lethe.learner.part.ModelContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Builder of a model's parameters and hidden layers, from input to output. {@link #head} is called
 * last and initialises the parameters.
 */
public final class Layers {
  static final String WEIGHT = ".weight";
  static final String BIAS = ".bias";

  private final ModelContext context;
  private final Initialisation initialisation;
  private final boolean bias;
  private final List<ParameterSpec> specs = new ArrayList<>();
  private final List<HiddenLayer> hidden = new ArrayList<>();
  private List<NDArray> parameters = List.of();
  private String headName = "";
  private int bodySize;

  /**
   * @param bias true if linear layers have biases
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
   * @return index of the parameter
   */
  public int add(ParameterSpec spec) {
    specs.add(spec);
    return specs.size() - 1;
  }

  /** Adds a parameter with one element per channel, all with the same initial value. */
  int addPerChannel(String name, int channels, double value) {
    return add(new ParameterSpec(name, new Shape(channels), new Initial.Constant(value)));
  }

  /**
   * Adds a linear layer, with biases if the model has them.
   *
   * @param name name of the layer in an equal PyTorch module
   */
  Dense dense(String name, int inputs, int units) {
    int weights =
        add(
            new ParameterSpec(
                name + WEIGHT,
                new Shape(units, inputs),
                initialisation.weights(inputs, units, context.activation().gain())));
    return new Dense(weights, bias ? addBias(name, units, inputs) : HiddenLayer.NONE);
  }

  /**
   * Adds a convolution, padded so that a stride of 1 preserves height and width.
   *
   * @param name name of the layer in an equal PyTorch module
   * @param kernel height and width of the filters, odd
   * @param withBias true to add biases; not needed before a normalisation
   */
  public Convolution convolution(
      String name, int channels, int filters, int kernel, int stride, boolean withBias) {
    int inputs = channels * kernel * kernel;
    int outputs = filters * kernel * kernel;
    int weights =
        add(
            new ParameterSpec(
                name + WEIGHT,
                new Shape(filters, channels, kernel, kernel),
                initialisation.weights(inputs, outputs, context.activation().gain())));
    int biases = withBias ? addBias(name, filters, inputs) : HiddenLayer.NONE;
    return new Convolution(weights, biases, stride, (kernel - 1) / 2);
  }

  private int addBias(String name, int units, int inputs) {
    return add(new ParameterSpec(name + BIAS, new Shape(units), initialisation.biases(inputs)));
  }

  /**
   * Declares the units of a linear layer as a hidden layer. The next added parameter reads them.
   */
  void hidden(int units, Dense layer) {
    HiddenLayer declared = declare(units, layer.weights()).withBias(layer.bias());
    hidden.add(bias ? declared.withNextBias(specs.size() + 1) : declared);
  }

  /**
   * Declares the channels of a convolution as a hidden layer. The next added parameter reads them.
   * The outputs are pooled or normalised in between, so no bias can compensate for a reset channel.
   *
   * @param span inputs of the next layer per channel
   */
  public void hidden(int channels, Convolution layer, int span) {
    hidden.add(declare(channels, layer.weights()).withBias(layer.bias()).withSpan(span));
  }

  /** Declares the channels of a convolution that a normalisation follows as a hidden layer. */
  public void hidden(int channels, Convolution layer, Normalisation norm) {
    hidden.add(declare(channels, layer.weights()).withBias(norm.shift()).withScale(norm.scale()));
  }

  private HiddenLayer declare(int units, int weights) {
    return HiddenLayer.of(units, weights, specs.size()).withCopies(context.activation().copies());
  }

  /**
   * Adds the method's head and initialises all parameters.
   *
   * @param name name of the head in an equal PyTorch module
   * @param inputs inputs of the head per row
   */
  void head(String name, int inputs) {
    headName = name;
    bodySize = specs.size();
    context.head().parameters(inputs, context.classes(), initialisation, bias).stream()
        .map(spec -> spec.in(name))
        .forEach(specs::add);
    // a head can be without biases although the other layers have them
    hidden.replaceAll(
        layer -> layer.nextBias() < specs.size() ? layer : layer.withNextBias(HiddenLayer.NONE));
    parameters = context.create(specs);
  }

  /** Returns the number of parameters before the head's. */
  int bodySize() {
    return bodySize;
  }

  /** Returns copies of the head's buffers. */
  List<NamedArray> headBuffers() {
    return context.head().buffers().stream().map(buffer -> buffer.in(headName)).toList();
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
