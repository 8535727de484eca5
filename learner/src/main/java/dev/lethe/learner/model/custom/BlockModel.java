package dev.lethe.learner.model.custom;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.model.layer.LayeredModel;
import dev.lethe.learner.model.layer.Layers;
import dev.lethe.learner.model.layer.Perceptron;
import dev.lethe.learner.network.Forward;
import dev.lethe.learner.network.Initial;
import dev.lethe.learner.network.Initialisation;
import dev.lethe.learner.network.ParameterSpec;
import dev.lethe.learner.part.ModelContext;
import java.util.List;
import java.util.ServiceLoader;

/**
 * User-supplied DJL block, followed by optional hidden linear layers and the head.
 *
 * <p>The units inside the block are unknown, so plasticity parts can reset only the hidden layers
 * after it. In PyTorch, its parameters have DJL's names in the module {@code block}, and the layers
 * after it are {@code layers}.
 */
public final class BlockModel extends LayeredModel {
  /** {@code block(name=…, hidden=…, init=…)}, with the name of a {@link BlockFactory}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "block",
          ModelContext.KIND,
          "Your own DJL block from the class path, with a head.",
          "",
          List.of(
              new Key("name", new Domain.Form("[A-Za-z0-9_.-]+", "the name of a block"), "none"),
              new Key("hidden", new Domain.Sizes(64, 1_000_000), "0"),
              Initialisation.XAVIER.key()));

  private final Block block;
  private final List<Parameter> parameters;
  private final Perceptron perceptron;

  /**
   * @throws IllegalArgumentException if there is no block with that name, or the block cannot be
   *     trained
   */
  public BlockModel(Part part, ModelContext context) {
    super(new Layers(context, Initialisation.of(part), true));
    String name = part.text("name");
    int features = context.features();
    this.block = factory(name).create(features);
    this.parameters = block.getParameters().values();
    List<ParameterSpec> specs;
    Shape output;
    try (NDManager scope = context.learnerContext().owner().newSubManager()) {
      // zeros, since only the shapes are needed: draws nothing from the engine's generator
      block.setInitializer(Initializer.ZEROS, parameter -> true);
      block.initialize(scope, DataType.FLOAT32, new Shape(1, features));
      specs = specs(name, block, Initialisation.of(part));
      output =
          outputs(
                  scope.zeros(new Shape(1, features)),
                  parameters.stream().map(Parameter::getArray).toList())
              .getShape();
    }
    if (output.dimension() != 2 || output.get(0) != 1) {
      throw new IllegalArgumentException(
          "block %s: got output %s of one row, expected (1, outputs)".formatted(name, output));
    }
    specs.forEach(layers()::add);
    this.perceptron =
        new Perceptron(
            layers(), (int) output.get(1), part.sizes("hidden"), position -> "layers." + position);
  }

  private static BlockFactory factory(String name) {
    List<BlockFactory> all =
        ServiceLoader.load(BlockFactory.class).stream().map(ServiceLoader.Provider::get).toList();
    return all.stream()
        .filter(factory -> factory.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "block.name: got '%s', expected one of %s on the class path"
                        .formatted(name, all.stream().map(BlockFactory::name).sorted().toList())));
  }

  private static List<ParameterSpec> specs(
      String name, Block block, Initialisation initialisation) {
    return block.getParameters().stream()
        .map(each -> spec(name, "block." + each.getKey(), each.getValue(), initialisation))
        .toList();
  }

  private static ParameterSpec spec(
      String name, String parameterName, Parameter parameter, Initialisation initialisation) {
    if (!parameter.requiresGradient()) {
      throw new IllegalArgumentException(
          "block %s: got parameter %s without gradient, expected no batch normalisation and no frozen parameter"
              .formatted(name, parameter.getName()));
    }
    Shape shape = parameter.getShape();
    return new ParameterSpec(
        parameterName, shape, initial(parameter.getType(), shape, initialisation));
  }

  private static Initial initial(Parameter.Type type, Shape shape, Initialisation initialisation) {
    if (type == Parameter.Type.GAMMA) {
      return new Initial.Constant(1);
    }
    if (shape.dimension() < 2) {
      return new Initial.Constant(0);
    }
    int inputs = Math.toIntExact(shape.size() / shape.get(0));
    int outputs = Math.toIntExact(shape.size() / shape.get(1));
    return initialisation.weights(inputs, outputs, 1);
  }

  @Override
  public Forward forward(NDArray inputs, List<NDArray> given) {
    return perceptron.forward(outputs(inputs, given), List.of(), given);
  }

  private NDArray outputs(NDArray inputs, List<NDArray> given) {
    var substituted = new SubstitutedParameters(parameters, given, inputs.getManager());
    return block.forward(substituted, new NDList(inputs), false).singletonOrThrow();
  }
}
