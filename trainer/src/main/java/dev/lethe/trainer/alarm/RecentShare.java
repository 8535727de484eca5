package dev.lethe.trainer.alarm;

import java.util.BitSet;

/** Number of hits among the last {@value #LENGTH} observations. */
final class RecentShare {
  static final int LENGTH = 1000;

  private final BitSet hits = new BitSet(LENGTH);
  private long observed;
  private int count;

  void add(boolean hit) {
    int slot = (int) (observed++ % LENGTH);
    count += (hit ? 1 : 0) - (hits.get(slot) ? 1 : 0);
    hits.set(slot, hit);
  }

  /** Returns the number of hits among the last {@link #size} observations. */
  int hits() {
    return count;
  }

  /** Returns the number of observations remembered, at most {@value #LENGTH}. */
  int size() {
    return (int) Math.min(observed, LENGTH);
  }
}
