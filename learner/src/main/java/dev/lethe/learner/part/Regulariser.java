package dev.lethe.learner.part;

/** Penalty that pulls parameters towards earlier values or towards 0. */
public non-sealed interface Regulariser extends MethodPart {
  /** Adds the gradient of the penalty to {@link Step#gradients}, in place. */
  void addGradient(Step step);
}
