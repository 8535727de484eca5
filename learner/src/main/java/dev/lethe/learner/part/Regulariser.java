package dev.lethe.learner.part;

/** Which parameters are held where they are, or drawn to where they were. */
public non-sealed interface Regulariser extends MethodPart {
  /** Adds the gradient of its penalty to {@link Step#gradients}, in place. */
  void addGradient(Step step);
}
