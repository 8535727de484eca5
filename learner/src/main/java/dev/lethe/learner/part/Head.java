package dev.lethe.learner.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.export.NamedArray;
import dev.lethe.learner.network.Forward;
import dev.lethe.learner.network.Initialisation;
import dev.lethe.learner.network.ParameterSpec;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Output layer: maps the outputs of the last hidden layer (the features) to logits. */
public non-sealed interface Head extends MethodPart {
  /**
   * Returns the specifications of the head's parameters.
   *
   * @param inputs features per row
   * @param bias true if the model has biases
   */
  List<ParameterSpec> parameters(
      int inputs, int classes, Initialisation initialisation, boolean bias);

  /**
   * Connects the head to the model and to the rehearsal's memory. Called once, before the first
   * step.
   *
   * @param exemplars examples that the rehearsal remembers; empty if it keeps none
   * @throws IllegalArgumentException if the head needs a memory and there is none
   */
  default void attach(MethodContext context, Optional<Exemplars> exemplars) {}

  /**
   * Computes the logits that are trained.
   *
   * @param features float32 {@code [rows, inputs]}
   * @param parameters arrays for {@link #parameters}, in their order
   * @return float32 {@code [rows, classes]}
   */
  NDArray logits(NDArray features, List<NDArray> parameters);

  /**
   * Computes the logits that predictions are made from. By default, they are the trained ones.
   *
   * @param inputs features of the examples, float32 {@code [rows, features]}
   * @param forward forward pass of the model on these inputs
   * @return float32 {@code [rows, classes]}
   */
  default NDArray predictionLogits(NDArray inputs, Forward forward, NDManager scope) {
    return forward.logits();
  }

  /**
   * Returns copies of the arrays besides the parameters that the logits or predictions depend on,
   * under their names in an equal PyTorch module.
   */
  default List<NamedArray> buffers() {
    return List.of();
  }

  /** Discards statistics of the features, because the model's body was re-initialised. */
  default void featuresReset() {}

  /** Returns true if {@link #predictionLogits} differ from the trained logits. */
  default boolean predictsSeparately() {
    return false;
  }

  /** Returns true if only classes that the model was trained on may be predicted. */
  default boolean restrictsToSeen() {
    return true;
  }

  /**
   * Returns the classes in the softmax of a row during training, or null for all.
   *
   * @param window window of the row
   */
  default BitSet trainedClasses(SeenClasses classes, int window) {
    return null;
  }
}
