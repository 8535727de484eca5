package dev.lethe.learner.guard;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.Arrays;

/**
 * Median of the newest {@value #SIZE} positive magnitudes.
 *
 * <p>Fewer than {@code SIZE / 2} absurd magnitudes in a row do not move it to their level, however
 * large they are. A lasting change of scale does, after {@code SIZE / 2} magnitudes.
 */
final class RecentLevel implements Stateful {
  static final int SIZE = 100;

  private final double[] newest = new double[SIZE];
  private long added;

  /** Adds a magnitude; 0 is ignored. */
  void add(double magnitude) {
    if (magnitude > 0) {
      newest[(int) (added % SIZE)] = magnitude;
      added++;
    }
  }

  /** Returns the number of magnitudes added so far. */
  long added() {
    return added;
  }

  /** Returns the lower median; 0 if nothing has been added. */
  double get() {
    int size = (int) Math.min(added, SIZE);
    double[] sorted = Arrays.copyOf(newest, size);
    Arrays.sort(sorted);
    return size == 0 ? 0 : sorted[(size - 1) / 2];
  }

  @Override
  public void save(StateWriter out) {
    out.put(added).put(newest, SIZE);
  }

  @Override
  public void restore(StateReader in) {
    added = in.getLong();
    System.arraycopy(in.getDoubles(SIZE), 0, newest, 0, SIZE);
  }
}
