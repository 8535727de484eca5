package dev.lethe.learner.scorecard;

/**
 * Which reference networks learn beside a run, and what they may cost.
 *
 * @param fresh whether each window is also learnt by a fresh network, which takes one more learning
 *     step, without rehearsal, for each of the run's
 * @param fromScratch whether at each window end a network is trained from scratch, which takes
 *     {@code sample * passes} examples and up to {@code holdout} predictions per retained window
 * @param sample examples that a network is trained from scratch on, at most: a uniform sample of
 *     all that the run has learnt; 1 to 20 000
 * @param passes how often it sees each of them, 1 to 20
 * @param holdout examples held out of each window that the references are judged by, at most: all
 *     that the run is judged by, or a uniform sample of what it holds out; 1 to 10 000
 */
public record ReferenceNetworks(
    boolean fresh, boolean fromScratch, int sample, int passes, int holdout) {
  /** Both, from scratch by 5 passes over 2000 examples, judged by 500 of each window. */
  public static final ReferenceNetworks DEFAULT = new ReferenceNetworks(true, true, 2000, 5, 500);

  /** None: the scorecard tells of stability alone. */
  public static final ReferenceNetworks NONE = new ReferenceNetworks(false, false, 2000, 5, 500);

  public ReferenceNetworks {
    within("sample", sample, 20_000);
    within("passes", passes, 20);
    within("holdout", holdout, 10_000);
  }

  private static void within(String key, int seen, int most) {
    if (seen < 1 || seen > most) {
      throw new IllegalArgumentException(
          "scorecard." + key + ": got '" + seen + "', expected 1 to " + most);
    }
  }

  /** These with other budgets. */
  public ReferenceNetworks with(int otherSample, int otherPasses, int otherHoldout) {
    return new ReferenceNetworks(fresh, fromScratch, otherSample, otherPasses, otherHoldout);
  }

  /** Whether there is any. */
  boolean any() {
    return fresh || fromScratch;
  }

  /**
   * What the scorecard tells of, with the budgets that count, e.g. {@code
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
