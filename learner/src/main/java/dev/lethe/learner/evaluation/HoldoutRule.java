package dev.lethe.learner.evaluation;

import dev.lethe.measures.AccuracyMatrix;

/**
 * Rule that selects examples to hold out from training, in addition to examples with the role
 * EVALUATE.
 *
 * @param share share of labelled LEARN examples to hold out, in [0, 0.5]. The selection depends on
 *     their ids alone ({@link IdHash}), so every run on a stream holds out the same examples. They
 *     are predicted like all others.
 * @param capacity maximum number of examples per window, at least 1; a full holdout keeps a uniform
 *     sample
 * @param maxWindows maximum number of windows with a holdout, in 1 … {@value #MAX_WINDOWS}; each
 *     adds to the cost of every evaluation
 */
public record HoldoutRule(double share, int capacity, int maxWindows) {
  /** Upper limit of {@code maxWindows}. */
  public static final int MAX_WINDOWS = AccuracyMatrix.RETAINED;

  /** Holds out no LEARN examples, and keeps 2500 examples of each of the last 64 windows. */
  public static final HoldoutRule DEFAULT = new HoldoutRule(0, 2500, 64);

  public HoldoutRule {
    if (!(share >= 0 && share <= 0.5)) {
      throw new IllegalArgumentException(
          "holdout.share: got '" + share + "', expected a number in [0, 0.5]");
    }
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "holdout.capacity: got '" + capacity + "', expected at least 1");
    }
    if (maxWindows < 1 || maxWindows > MAX_WINDOWS) {
      throw new IllegalArgumentException(
          "holdout.windows: got '" + maxWindows + "', expected 1 to " + MAX_WINDOWS);
    }
  }

  /** Returns true if the labelled LEARN example with this id is held out. */
  public boolean holdsOut(String id) {
    return share > 0 && IdHash.toUnitInterval(id) < share;
  }
}
