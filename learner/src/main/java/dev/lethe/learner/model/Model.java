package dev.lethe.learner.model;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.List;

/**
 * What is learnt: a list of parameters, and a forward pass that takes them as an argument, so that
 * training can pass stand-ins that record gradients and teachers can pass their own.
 */
public interface Model extends Stateful {
  /** The parameters, the head's last. The arrays stay the same, their elements change. */
  List<NDArray> parameters();

  /** What each of {@link #parameters} is. */
  List<ParameterSpec> specs();

  int classes();

  /**
   * The forward pass.
   *
   * @param inputs float32 {@code [rows, features]}; its manager owns the result
   * @param parameters {@link #parameters} or stand-ins for them
   */
  Forward forward(NDArray inputs, List<NDArray> parameters);

  /** The layers whose units may begin anew, from the input on. */
  List<HiddenLayer> hiddenLayers();

  /**
   * Takes note of fresh examples before their step's forward pass: for models that keep statistics
   * of their inputs.
   */
  default void meet(RowBatch fresh) {}

  @Override
  default void save(StateWriter out) {
    out.put(parameters());
  }

  @Override
  default void restore(StateReader in) {
    in.get(parameters());
  }
}
