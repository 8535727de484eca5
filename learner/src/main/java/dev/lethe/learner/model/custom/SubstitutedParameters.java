package dev.lethe.learner.model.custom;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.List;

/** Gives a block, in place of its own parameters, those that a forward pass was given. */
final class SubstitutedParameters extends ParameterStore {
  private final List<Parameter> parameters;
  private final List<NDArray> given;

  /**
   * @param given the first of them, one for each of {@code parameters}
   * @param scope manager of the pass
   */
  SubstitutedParameters(List<Parameter> parameters, List<NDArray> given, NDManager scope) {
    super(scope, false);
    this.parameters = parameters;
    this.given = given;
  }

  @Override
  public NDArray getValue(Parameter parameter, Device device, boolean training) {
    if (parameter == null) {
      return null; // DJL asks for the bias of a layer that has none
    }
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).getId().equals(parameter.getId())) {
        return given.get(i);
      }
    }
    throw new IllegalStateException("no parameter of this block: " + parameter.getName());
  }
}
