package dev.lethe.learner.part;

import dev.lethe.learner.engine.RowBatch;

/** Read access to the examples in a rehearsal's memory, in slots {@code 0 … size-1}. */
public interface Exemplars {
  int size();

  /** Appends the examples in some slots, with their labels, to a batch. */
  void copyTo(RowBatch batch, int[] slots);
}
