package dev.lethe.learner.stream;

/** What an example is for. */
public enum Role {
  /** To be predicted and, where it has a label, learnt. */
  LEARN,
  /** To be kept in the holdout of its task window: never predicted in passing, never learnt. */
  EVALUATE,
  /** To end the current task window; it has no features. */
  BOUNDARY
}
