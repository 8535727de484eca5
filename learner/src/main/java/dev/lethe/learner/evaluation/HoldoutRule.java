package dev.lethe.learner.evaluation;

/**
 * What is kept out of training, beside the examples that are there to evaluate.
 *
 * @param share of the labelled examples to learn from, in [0, 0.5]; which ones follows from their
 *     ids alone ({@link IdHash}), so every run over a stream holds out the same. They are predicted
 *     like all others.
 * @param capacity examples per window at most; of more, a uniform sample is kept
 * @param maxWindows windows whose holdout is kept, at most {@value #MOST_WINDOWS}: every evaluation
 *     pays for each
 */
public record HoldoutRule(double share, int capacity, int maxWindows) {
  public static final int MOST_WINDOWS = 64;

  /** No share, 2500 examples of each of the last 64 windows. */
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
    if (maxWindows < 1 || maxWindows > MOST_WINDOWS) {
      throw new IllegalArgumentException(
          "holdout.windows: got '" + maxWindows + "', expected 1 to " + MOST_WINDOWS);
    }
  }

  /** Whether a labelled example to learn from is held out instead. */
  public boolean holdsOut(String id) {
    return share > 0 && IdHash.unit(id) < share;
  }
}
