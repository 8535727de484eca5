package dev.lethe.learner.part;

import dev.lethe.learner.engine.RowBatch;

/** Examples that a rehearsal remembers, in slots {@code 0 … size-1}, for other parts to read. */
public interface Exemplars {
  int size();

  /** Appends the examples in some slots, with their labels, to a batch. */
  void copyTo(RowBatch batch, int[] slots);
}
