package dev.lethe.learner.rehearsal;

import dev.lethe.learner.network.Logits;
import dev.lethe.learner.part.Objective;
import dev.lethe.learner.state.StateMismatchException;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.Arrays;

/** Logits stored with the examples of a memory, {@code [slots, classes]}. */
final class StoredLogits implements Stateful {
  private final int classes;
  private final float[] values;

  StoredLogits(int slots, int classes) {
    this.classes = classes;
    this.values = new float[Math.multiplyExact(slots, classes)];
  }

  /** Stores one row of logits for a slot. */
  void put(int slot, Logits logits, int row) {
    for (int c = 0; c < classes; c++) {
      values[slot * classes + c] = logits.value(row, c);
    }
  }

  /** Removes the logits of a slot; those of the last slot move into this slot. */
  void remove(int slot, int last) {
    System.arraycopy(values, last * classes, values, slot * classes, classes);
    Arrays.fill(values, last * classes, (last + 1) * classes, 0);
  }

  /**
   * Adds {@code weight · mean (z − z′)²} over all logits of some rows.
   *
   * @param from first of these rows in the step
   * @param slots slots of the rows, in order
   */
  void objective(Objective objective, int from, int[] slots, double weight) {
    for (int i = 0; i < slots.length; i++) {
      objective.squaredError(
          "logits",
          from + i,
          values,
          slots[i] * classes,
          weight / ((double) slots.length * classes));
    }
  }

  /** Returns the allocated size, bytes. */
  long sizeInBytes() {
    return (long) values.length * Float.BYTES;
  }

  @Override
  public void save(StateWriter out) {
    out.put(values, values.length);
  }

  @Override
  public void restore(StateReader in) {
    float[] read = in.getFloats();
    if (read.length != values.length) {
      throw new StateMismatchException("stored logits", read.length, values.length);
    }
    System.arraycopy(read, 0, values, 0, values.length);
  }
}
