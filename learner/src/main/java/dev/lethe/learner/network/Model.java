package dev.lethe.learner.network;

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

  /** How many of {@link #parameters} come before the head's. */
  int body();

  int classes();

  /**
   * The forward pass: a function of inputs, parameters and what the model has met. What it makes of
   * a row depends on no other row.
   *
   * @param inputs float32 {@code [rows, features]}; its manager owns the result
   * @param parameters {@link #parameters} or stand-ins for them
   */
  Forward forward(NDArray inputs, List<NDArray> parameters);

  /**
   * The forward pass of a learning step, and of teachers whose answers are compared with it, where
   * it is another one: for models that normalise by the rows of a step. It changes nothing either;
   * what it found goes into {@link Forward#statistics}.
   */
  default Forward forwardToLearn(NDArray inputs, List<NDArray> parameters) {
    return forward(inputs, parameters);
  }

  /** Whether {@link #forwardToLearn} is something else than {@link #forward}. */
  default boolean predictsSeparately() {
    return false;
  }

  /** The layers whose units may begin anew, from the input on. */
  List<HiddenLayer> hiddenLayers();

  /**
   * Takes note of the fresh examples of a step, after they have been predicted: for models that
   * keep statistics of their inputs. Every example is met once, whatever becomes of its step.
   *
   * @param rows the first {@code fresh} of them
   */
  default void meet(RowBatch rows, int fresh) {}

  /**
   * Takes note of a pass of {@link #forwardToLearn} whose step has changed the parameters.
   *
   * @param learnt its statistics go with its step
   */
  default void updated(Forward learnt) {}

  /** The parameters have begun anew: what earlier ones have left is to be forgotten. */
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
