package dev.lethe.learner.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.network.Forward;
import dev.lethe.learner.network.Initialisation;
import dev.lethe.learner.network.ParameterSpec;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** How the last hidden units, the features of an example, become logits. */
public non-sealed interface Head extends MethodPart {
  /**
   * The head's parameters.
   *
   * @param inputs features per row
   * @param bias whether the model has biases
   */
  List<ParameterSpec> parameters(
      int inputs, int classes, Initialisation initialisation, boolean bias);

  /**
   * Is told, once and before the first step, of what is made after it.
   *
   * @param remembered the examples that the rehearsal keeps, if it keeps any
   * @throws IllegalArgumentException if something is missing that it cannot do without
   */
  default void join(MethodContext context, Optional<Exemplars> remembered) {}

  /**
   * The logits that are trained.
   *
   * @param features float32 {@code [rows, inputs]}
   * @param parameters stand-ins for {@link #parameters}, in their order
   * @return float32 {@code [rows, classes]}
   */
  NDArray logits(NDArray features, List<NDArray> parameters);

  /**
   * The logits that answer.
   *
   * @param inputs float32 {@code [rows, features of an example]}
   * @param forward the model on these inputs
   * @return {@link Forward#logits}, unless the head has a better answer
   */
  default NDArray answer(NDArray inputs, Forward forward, NDManager scope) {
    return forward.logits();
  }

  /** Features are made by fresh parameters from now on: what was found of earlier ones is void. */
  default void featuresBeganAnew() {}

  /** Whether {@link #answer} is something else than the trained logits. */
  default boolean predictsSeparately() {
    return false;
  }

  /** Whether only classes that have been learnt may be predicted. */
  default boolean restrictsToSeen() {
    return true;
  }

  /**
   * The classes between which a row is trained to choose, or null for all.
   *
   * @param window the window of the row
   */
  default BitSet trained(SeenClasses classes, int window) {
    return null;
  }
}
