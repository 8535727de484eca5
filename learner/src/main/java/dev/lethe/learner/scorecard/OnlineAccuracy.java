package dev.lethe.learner.scorecard;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;

/**
 * How often a learner was right before it learnt, over a window and of late: the fading mean
 *
 * <pre>
 *   S ← x + α S,  B ← 1 + α B,  P = S/B      x = 1 if right, else 0; α = 0.99
 * </pre>
 *
 * of Gama, Sebastião and Rodrigues, "On evaluating stream learning algorithms", 2013. When P first
 * reached a level is known for each thousandth, which bounds memory.
 */
final class OnlineAccuracy implements Stateful {
  private static final double ALPHA = 0.99;
  private static final int LEVELS = 1000;
  // of fewer, some lucky guesses make a mean
  private static final int LEAST_EXAMPLES = 20;

  private final long[] reachedAt = new long[LEVELS + 1];
  private int levelsReached;
  private double hits;
  private double weight;
  private long correct;
  private long examples;

  void add(boolean right) {
    examples++;
    correct += right ? 1 : 0;
    hits = (right ? 1 : 0) + ALPHA * hits;
    weight = 1 + ALPHA * weight;
    if (examples >= LEAST_EXAMPLES) {
      int level = level(hits / weight);
      while (levelsReached <= level) {
        reachedAt[levelsReached++] = examples;
      }
    }
  }

  /** Share of all examples, NaN of none. */
  double overall() {
    return examples == 0 ? Double.NaN : (double) correct / examples;
  }

  /** P as it is now, NaN of too few examples. */
  double running() {
    return examples < LEAST_EXAMPLES ? Double.NaN : hits / weight;
  }

  /**
   * Examples until P was this much, infinite if it never was.
   *
   * @param accuracy in [0, 1], or NaN, which is answered by NaN
   */
  double examplesUntil(double accuracy) {
    if (Double.isNaN(accuracy)) {
      return Double.NaN;
    }
    int level = level(accuracy);
    return level < levelsReached ? reachedAt[level] : Double.POSITIVE_INFINITY;
  }

  @Override
  public void save(StateWriter out) {
    out.put(hits).put(weight).put(correct).put(examples).put(reachedAt, levelsReached);
  }

  @Override
  public void restore(StateReader in) {
    hits = in.getDouble();
    weight = in.getDouble();
    correct = in.getLong();
    examples = in.getLong();
    long[] reached = in.getLongs();
    levelsReached = reached.length;
    System.arraycopy(reached, 0, reachedAt, 0, levelsReached);
  }

  private static int level(double accuracy) {
    return (int) StrictMath.floor(accuracy * LEVELS);
  }
}
