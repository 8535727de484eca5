package dev.lethe.learner.rehearsal;

import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.Stateful;
import java.util.Map;

/** Selects the examples to replay in a step. */
@FunctionalInterface
interface Retrieval extends Stateful {
  /**
   * Selects examples.
   *
   * @param step step with the fresh rows, before its forward pass
   * @return distinct slots of the memory, at most {@link Replay#batchSize}
   */
  int[] select(Step step);

  /** Adds metrics of the selection. */
  default void report(Map<String, Double> metrics) {}
}
