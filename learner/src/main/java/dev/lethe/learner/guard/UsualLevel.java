package dev.lethe.learner.guard;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;

/**
 * Running estimate of the 90th percentile of positive magnitudes.
 *
 * <pre>
 *   level ← level · 1.045 if value &gt; level, otherwise level · 0.995
 * </pre>
 *
 * One absurd value moves the level by 4.5 %, however large it is. If all values become 1000 times
 * larger, the level follows after 160 of them.
 */
final class UsualLevel implements Stateful {
  private static final double UP = 1.045;
  private static final double DOWN = 0.995;

  private double level;

  /** Returns true if no value has been added. */
  boolean isUnknown() {
    return level == 0;
  }

  /** Sets the level, 0 for unknown. */
  void set(double value) {
    level = value;
  }

  double get() {
    return level;
  }

  /** Adds a value. */
  void add(double value) {
    if (isUnknown()) {
      level = value;
    } else {
      level *= value > level ? UP : DOWN;
    }
  }

  @Override
  public void save(StateWriter out) {
    out.put(level);
  }

  @Override
  public void restore(StateReader in) {
    level = in.getDouble();
  }
}
