package dev.lethe.learner.model.custom;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.lethe.learner.engine.TorchScript;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.model.layer.ImageShape;
import dev.lethe.learner.model.layer.LayeredModel;
import dev.lethe.learner.model.layer.Layers;
import dev.lethe.learner.model.layer.Perceptron;
import dev.lethe.learner.network.Forward;
import dev.lethe.learner.network.Initialisation;
import dev.lethe.learner.part.ModelContext;
import dev.lethe.learner.state.StateMismatchException;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * TorchScript file as a frozen encoder, followed by optional hidden linear layers and the head,
 * which are trained.
 *
 * <p>The encoder is not trained: DJL differentiates TorchScript only in training mode, which draws
 * random numbers and changes the module, and cannot substitute its parameters (see {@link
 * TorchScript}). Plasticity parts therefore reset only the hidden layers after the encoder, and are
 * rejected if there are none. The learner's state contains the digest of the file instead of the
 * encoder's parameters. In PyTorch, the layers after the encoder are {@code layers}.
 */
public final class ScriptModel extends LayeredModel {
  /**
   * {@code script(file=…, input=flat|CxHxW, hidden=…, init=…)}; the path must not contain a comma,
   * parenthesis or equals sign.
   */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "script",
          ModelContext.KIND,
          "TorchScript file as a frozen encoder, with trained layers after it.",
          "",
          List.of(
              new Key("file", new Domain.File("the path of a TorchScript file"), "none"),
              new Key("input", ImageShape.FLAT_OR_IMAGE, ImageShape.FLAT),
              new Key("hidden", new Domain.Sizes(64, 1_000_000), "0"),
              Initialisation.XAVIER.key()));

  private final TorchScript script;
  private final Optional<ImageShape> shape;
  private final Perceptron perceptron;

  /**
   * @throws IllegalArgumentException if the file cannot be read, or the encoder does not return one
   *     row of outputs per row of features
   */
  public ScriptModel(Part part, ModelContext context) {
    super(new Layers(context, Initialisation.of(part), true));
    NDManager owner = context.learnerContext().owner();
    this.shape = ImageShape.optional(part, context);
    if (part.text("file").equals("none")) {
      throw new IllegalArgumentException(
          part.name() + ".file: got nothing, expected the path of a TorchScript file");
    }
    this.script = TorchScript.load(part.text("file"), owner);
    Shape output;
    try (NDManager scope = owner.newSubManager()) {
      output = features(scope.zeros(new Shape(2, context.features()))).getShape();
    }
    if (output.dimension() != 2 || output.get(0) != 2) {
      throw new IllegalArgumentException(
          "%s.file: got output %s of two rows, expected (2, outputs)"
              .formatted(part.name(), output));
    }
    this.perceptron =
        new Perceptron(
            layers(), (int) output.get(1), part.sizes("hidden"), position -> "layers." + position);
  }

  private NDArray features(NDArray inputs) {
    return script.apply(shape.map(image -> image.images(inputs)).orElse(inputs));
  }

  @Override
  public Forward forward(NDArray inputs, List<NDArray> given) {
    return perceptron.forward(features(inputs), List.of(), given);
  }

  @Override
  public void save(StateWriter out) {
    super.save(out);
    out.put(script.digest(), script.digest().length);
  }

  @Override
  public void restore(StateReader in) {
    super.restore(in);
    byte[] digest = in.getBytes();
    if (!Arrays.equals(digest, script.digest())) {
      HexFormat hex = HexFormat.of();
      throw new StateMismatchException(
          "SHA-256 of the script", hex.formatHex(digest), hex.formatHex(script.digest()));
    }
  }
}
