package dev.lethe.learner.part;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;

/** What an earlier or averaged model has to say in a step. */
public non-sealed interface Distillation extends MethodPart {
  /** Adds the loss of disagreeing with it. */
  void objective(Step step, Objective objective);

  /** Parameters that answer in place of the model's own, if any do. */
  default Optional<List<NDArray>> answering() {
    return Optional.empty();
  }
}
