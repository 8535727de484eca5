package dev.lethe.learner.stream;

/** Use of an example. */
public enum Role {
  /** Predicted and, if it has a label, trained on. */
  LEARN,
  /** Kept in the holdout of its task window: evaluated there, never trained on. */
  EVALUATE,
  /** Ends the current task window. Has no features. */
  BOUNDARY
}
