package dev.lethe.learner.model.custom;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.List;

/** Parameter store that returns the arrays of a forward pass in place of a block's parameters. */
final class SubstitutedParameters extends ParameterStore {
  private final List<Parameter> parameters;
  private final List<NDArray> given;

  /**
   * @param given arrays of the pass; the first ones replace {@code parameters}, in order
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
      return null; // DJL also requests the bias of a layer without one
    }
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).getId().equals(parameter.getId())) {
        return given.get(i);
      }
    }
    throw new IllegalStateException("no parameter of this block: " + parameter.getName());
  }
}
