package dev.lethe.learner.scorecard;

import dev.lethe.learner.stream.LearnerListener;

/** Receives all events of a learner, in the same order, and its scorecards. */
public interface ScorecardListener extends LearnerListener {
  /** A task window has ended and the holdouts have been evaluated. */
  default void scored(Scorecard scorecard) {}
}
