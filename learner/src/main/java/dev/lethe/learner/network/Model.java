package dev.lethe.learner.network;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.export.NamedArray;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.List;

/**
 * Network: a list of parameters and a forward pass that receives them as an argument, so training
 * can pass arrays that record gradients and teachers can pass their own.
 */
public interface Model extends Stateful {
  /**
   * Returns the parameters; the head's come last. Training changes the elements of the arrays and
   * never replaces an array.
   */
  List<NDArray> parameters();

  /** Returns shape and initialisation of each of {@link #parameters}. */
  List<ParameterSpec> specs();

  /**
   * Returns copies of the arrays besides the parameters that {@link #forward} depends on, such as
   * running statistics, under their names in an equal PyTorch module.
   */
  default List<NamedArray> buffers() {
    return List.of();
  }

  /** Returns the number of {@link #parameters} before the head's. */
  int bodySize();

  int classes();

  /**
   * Computes the forward pass used for predictions. The result for a row does not depend on other
   * rows. The pass changes no state.
   *
   * @param inputs float32 {@code [rows, features]}; its manager owns the result
   * @param parameters {@link #parameters}, or arrays of the same shapes
   */
  Forward forward(NDArray inputs, List<NDArray> parameters);

  /**
   * Computes the forward pass used for training and for the logits of teachers. It differs from
   * {@link #forward} only for models that normalise over the batch. The pass changes no state; it
   * returns its batch statistics in {@link Forward#statistics}.
   */
  default Forward trainingForward(NDArray inputs, List<NDArray> parameters) {
    return forward(inputs, parameters);
  }

  /** Returns true if {@link #trainingForward} differs from {@link #forward}. */
  default boolean predictsSeparately() {
    return false;
  }

  /** Returns the layers whose units can be reset, from input to output. */
  List<HiddenLayer> hiddenLayers();

  /**
   * Updates running statistics of the inputs with the fresh examples of a step. Called once per
   * example, after its prediction, even if the step is skipped.
   *
   * @param rows batch; only the first {@code fresh} rows count
   */
  default void observeInputs(RowBatch rows, int fresh) {}

  /**
   * Updates running statistics after a step has changed the parameters.
   *
   * @param forward the step's {@link #trainingForward}
   */
  default void updated(Forward forward) {}

  /** Resets everything derived from earlier parameters, after they were re-initialised. */
  default void reinitialise() {}

  @Override
  default void save(StateWriter out) {
    out.put(parameters());
  }

  @Override
  default void restore(StateReader in) {
    in.get(parameters());
  }
}
