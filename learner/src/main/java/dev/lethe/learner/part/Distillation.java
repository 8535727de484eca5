package dev.lethe.learner.part;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;

/** Knowledge distillation from an earlier or averaged model. */
public non-sealed interface Distillation extends MethodPart {
  /** Adds the distillation loss to the objective. */
  void objective(Step step, Objective objective);

  /** Returns the parameters to predict with in place of the model's; empty for the model's own. */
  default Optional<List<NDArray>> predictionParameters() {
    return Optional.empty();
  }
}
