package dev.lethe.learner.scorecard;

/**
 * Which reference networks learn beside a run, and what they may cost.
 *
 * @param fresh whether each window is also learnt by a fresh network, which takes one more learning
 *     step, without rehearsal, for each of the run's
 * @param fromScratch whether at each window end a network is trained from scratch, which takes
 *     {@code sample * passes} examples and up to {@code holdout} predictions per retained window
 * @param sample examples that a network is trained from scratch on, at most: a uniform sample of
 *     all that the run has learnt
 * @param passes how often it sees each of them
 * @param holdout examples held out of each window that the shadows are judged by, at most: all that
 *     the run is judged by, or a uniform sample of what it holds out
 */
public record Shadows(boolean fresh, boolean fromScratch, int sample, int passes, int holdout) {
  /** Both, from scratch by 5 passes over 2000 examples, judged by 500 of each window. */
  public static final Shadows DEFAULT = new Shadows(true, true, 2000, 5, 500);

  /** None: the scorecard tells of stability alone. */
  public static final Shadows NONE = new Shadows(false, false, 2000, 5, 500);

  public Shadows {
    atLeastOne("sample", sample);
    atLeastOne("passes", passes);
    atLeastOne("holdout", holdout);
  }

  private static void atLeastOne(String key, int seen) {
    if (seen < 1) {
      throw new IllegalArgumentException(
          "shadows." + key + ": seen '" + seen + "', wanted at least 1");
    }
  }

  /** Whether there is any. */
  boolean any() {
    return fresh || fromScratch;
  }
}
