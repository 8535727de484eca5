package dev.lethe.learner.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.network.Initialisation;
import dev.lethe.learner.network.ParameterSpec;
import dev.lethe.learner.part.Head;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.SeenClasses;
import java.util.BitSet;
import java.util.List;

/**
 * Linear head, z = h Wᵀ + b. The key {@code train} selects the classes in the softmax during
 * training:
 *
 * <pre>
 *   train=all      all classes
 *   train=seen     classes that the model was trained on, and the row's own
 *   train=window   classes of the row's window, as with one head per task
 * </pre>
 */
public class LinearHead implements Head {
  /** Classes in the softmax during training. */
  static final Key TRAIN = Key.choice("train", Train.ALL);

  /** {@code linear(train=all|seen|window)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "linear",
          Kind.HEAD,
          "Computes logits as a linear function of the features.",
          "",
          List.of(TRAIN));

  private enum Train {
    ALL,
    SEEN,
    WINDOW
  }

  private final Train train;

  public LinearHead(Part part) {
    this.train = part.choice(TRAIN.name(), Train.class);
  }

  @Override
  public List<ParameterSpec> parameters(
      int inputs, int classes, Initialisation initialisation, boolean bias) {
    var weights =
        new ParameterSpec(
            "weight", new Shape(classes, inputs), initialisation.weights(inputs, classes, 1));
    return bias
        ? List.of(
            weights, new ParameterSpec("bias", new Shape(classes), initialisation.biases(inputs)))
        : List.of(weights);
  }

  @Override
  public final NDArray logits(NDArray features, List<NDArray> parameters) {
    return (parameters.size() == 2
            ? Linear.linear(features, parameters.get(0), parameters.get(1))
            : Linear.linear(features, parameters.get(0)))
        .singletonOrThrow();
  }

  @Override
  public final BitSet trainedClasses(SeenClasses classes, int window) {
    return switch (train) {
      case ALL -> null;
      case SEEN -> classes.seen();
      case WINDOW -> classes.ofWindow(window);
    };
  }
}
