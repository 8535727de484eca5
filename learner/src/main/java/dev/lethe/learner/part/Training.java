package dev.lethe.learner.part;

import dev.lethe.learner.engine.RowBatch;
import java.util.function.Consumer;

/** Learning beside the stream, from what is remembered. */
public interface Training {
  /** Gives the model fresh parameters and lets the optimizer forget everything. */
  void reinitialise();

  /**
   * Makes one step on rows of the mean cross-entropy, with penalties but without rehearsal.
   *
   * @param rows appends the rows to an empty batch, at most {@link Rehearsal#most} of them
   */
  void step(Consumer<RowBatch> rows);

  /** Sets what the optimizer's rate is multiplied by until told otherwise. */
  void scaleRate(double factor);
}
