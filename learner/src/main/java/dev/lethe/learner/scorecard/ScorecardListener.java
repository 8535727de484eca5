package dev.lethe.learner.scorecard;

import dev.lethe.learner.stream.LearnerListener;

/**
 * What a scored learner has to tell: all that a learner has, in the same order, and its scorecards.
 * The figures of a card are also among those of the health report that follows it.
 */
public interface ScorecardListener extends LearnerListener {
  /** A task window has ended and its holdouts have been predicted. */
  default void scored(Scorecard card) {}
}
