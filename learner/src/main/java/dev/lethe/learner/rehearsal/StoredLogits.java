package dev.lethe.learner.rehearsal;

import dev.lethe.learner.network.Logits;
import dev.lethe.learner.part.Objective;
import dev.lethe.learner.state.StateMismatchException;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;

/** Logits that a model gave, one row per slot of a memory, {@code [slots, classes]}. */
final class StoredLogits implements Stateful {
  private final int classes;
  private final float[] values;

  StoredLogits(int slots, int classes) {
    this.classes = classes;
    this.values = new float[Math.multiplyExact(slots, classes)];
  }

  /** Keeps one row of answers for a slot. */
  void put(int slot, Logits answers, int row) {
    for (int c = 0; c < classes; c++) {
      values[slot * classes + c] = answers.value(row, c);
    }
  }

  /**
   * Adds {@code weight · mean (z − z′)²} over all numbers of some rows.
   *
   * @param from first of the rows
   * @param slots where each of them was taken from
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

  long memory() {
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
