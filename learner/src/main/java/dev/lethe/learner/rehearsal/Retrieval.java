package dev.lethe.learner.rehearsal;

import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.Stateful;
import java.util.Map;

/** Which remembered examples are replayed in a step. */
@FunctionalInterface
interface Retrieval extends Stateful {
  /**
   * Chooses.
   *
   * @param step holds the fresh rows; its forward pass has not been made
   * @return distinct slots of the memory, at most {@link Replay#batchSize} of them
   */
  int[] choose(Step step);

  /** Adds figures of what it did. */
  default void report(Map<String, Double> metrics) {}
}
