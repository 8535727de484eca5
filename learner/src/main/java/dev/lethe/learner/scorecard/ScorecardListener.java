package dev.lethe.learner.scorecard;

import dev.lethe.learner.stream.LearnerListener;

/** Receives all events of a learner, in the same order, and its scorecards. */
public interface ScorecardListener extends LearnerListener {
  /** Receives the scorecard of a task window, after its end and the evaluation of the holdouts. */
  default void scored(Scorecard scorecard) {}
}
