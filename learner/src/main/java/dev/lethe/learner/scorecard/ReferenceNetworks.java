package dev.lethe.learner.scorecard;

/**
 * Selection and limits of the reference networks of a scorecard. They do not affect the training of
 * the run.
 *
 * @param fresh true to train a fresh network on each window; costs one extra learning step, without
 *     rehearsal, per step of the run
 * @param fromScratch true to train a network from scratch at each window end; costs {@code sample ·
 *     passes} training examples and up to {@code holdout} predictions per retained window
 * @param sample maximum number of examples to train a network from scratch on, in 1 … 20 000; they
 *     are a uniform sample of all examples that the run was trained on
 * @param passes number of training passes over these examples, in 1 … 20
 * @param holdout maximum number of held-out examples per window to evaluate the reference networks
 *     on, in 1 … 10 000; a uniform sample if the run holds out more
 */
public record ReferenceNetworks(
    boolean fresh, boolean fromScratch, int sample, int passes, int holdout) {
  /** Both networks, with 2000 examples, 5 passes, and 500 held-out examples per window. */
  public static final ReferenceNetworks DEFAULT = new ReferenceNetworks(true, true, 2000, 5, 500);

  /** No reference networks: the scorecard contains only stability. */
  public static final ReferenceNetworks NONE = new ReferenceNetworks(false, false, 2000, 5, 500);

  public ReferenceNetworks {
    requireInRange("sample", sample, 20_000);
    requireInRange("passes", passes, 20);
    requireInRange("holdout", holdout, 10_000);
  }

  private static void requireInRange(String key, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(
          "scorecard." + key + ": got '" + value + "', expected 1 to " + max);
    }
  }

  /** Returns a copy with other limits. */
  public ReferenceNetworks with(int otherSample, int otherPasses, int otherHoldout) {
    return new ReferenceNetworks(fresh, fromScratch, otherSample, otherPasses, otherHoldout);
  }

  /** Returns true if any reference network is selected. */
  boolean any() {
    return fresh || fromScratch;
  }

  /**
   * Returns the content of the scorecard with the limits in effect, e.g. {@code
   * stability+fresh(holdout=500)+from-scratch(holdout=500,passes=5,sample=2000)}.
   */
  @Override
  public String toString() {
    return "stability"
        + (fresh ? "+fresh(holdout=" + holdout + ")" : "")
        + (fromScratch
            ? "+from-scratch(holdout=" + holdout + ",passes=" + passes + ",sample=" + sample + ")"
            : "");
  }
}
