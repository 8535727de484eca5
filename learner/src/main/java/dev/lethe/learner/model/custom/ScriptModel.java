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
 * A TorchScript file as a frozen encoder: it gives features, on which hidden linear layers, if any,
 * and the head are learnt.
 *
 * <p>The encoder itself does not learn: TorchScript in DJL is differentiated only in its training
 * mode, with random numbers and changes of its own, and takes no stand-ins for its parameters (see
 * {@link TorchScript}). So there is nothing in it that could begin anew either: resets act on the
 * hidden layers on top and are refused where there are none. The state of a learner has the digest
 * of the file instead of its numbers.
 */
public final class ScriptModel extends LayeredModel {
  /**
   * {@code script(file=…, input=flat|CxHxW, hidden=…, init=…)}; the path has no comma, parenthesis
   * or equals sign.
   */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "script",
          ModelContext.KIND,
          List.of(
              new Key("file", new Domain.File("the path of a TorchScript file"), "none"),
              new Key("input", ImageShape.FLAT_OR_IMAGE, ImageShape.FLAT),
              new Key("hidden", new Domain.Sizes(64, 1_000_000), "0"),
              Initialisation.XAVIER.key()));

  private final TorchScript script;
  private final Optional<ImageShape> shape;
  private final Perceptron perceptron;

  /**
   * @throws IllegalArgumentException if the file cannot be read, or does not give one row of
   *     numbers for each row of features
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
    this.perceptron = new Perceptron(layers(), (int) output.get(1), part.sizes("hidden"));
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
    byte[] seen = in.getBytes();
    if (!Arrays.equals(seen, script.digest())) {
      HexFormat hex = HexFormat.of();
      throw new StateMismatchException(
          "SHA-256 of the script", hex.formatHex(seen), hex.formatHex(script.digest()));
    }
  }
}
