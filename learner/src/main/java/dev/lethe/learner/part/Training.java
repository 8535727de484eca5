package dev.lethe.learner.part;

import dev.lethe.learner.engine.RowBatch;
import java.util.function.Consumer;

/** Offline training at a window end, on remembered examples. */
public interface Training {
  /** Re-initialises the parameters and resets the optimizer. */
  void reinitialise();

  /**
   * Makes one step on the mean cross-entropy of some rows, with penalties but without rehearsal.
   *
   * @param rows appends at most {@link Rehearsal#maxRows} rows to an empty batch
   */
  void step(Consumer<RowBatch> rows);

  /** Sets the factor on the optimizer's learning rate. */
  void scaleRate(double factor);
}
