package dev.lethe.measures;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Prequential accuracy while one task window is learned: over the whole window, of late, and the
 * number of examples until it first reached a level,
 *
 * <pre>
 *   n(a) = min { t ≥ 20 : P_t ≥ a }
 * </pre>
 *
 * <p>P is the {@link FadingAccuracy} with α = {@value #ALPHA}. Levels are whole thousandths, so
 * memory is bounded. The first {@value #MIN_EXAMPLES} − 1 predictions reach no level, since a few
 * lucky guesses would.
 */
public final class LearningCurve {
  private static final double ALPHA = 0.99;
  private static final int LEVELS = 1000;
  private static final int MIN_EXAMPLES = 20;

  private final long[] reachedAt = new long[LEVELS + 1];
  private int levelsReached;
  private FadingAccuracy fading = new FadingAccuracy(ALPHA);
  private Tally tally = Tally.NONE;

  /** Adds a prediction whose label is known. */
  public void add(boolean isCorrect) {
    tally = tally.scored(isCorrect);
    fading.add(isCorrect);
    if (tally.scored() >= MIN_EXAMPLES) {
      int level = level(fading.value());
      while (levelsReached <= level) {
        reachedAt[levelsReached++] = tally.scored();
      }
    }
  }

  /** Returns the accuracy of all predictions, in [0, 1]; NaN before the first. */
  public double overall() {
    return tally.accuracy();
  }

  /** Returns P now, in [0, 1]; NaN before {@value #MIN_EXAMPLES} predictions. */
  public double running() {
    return tally.scored() < MIN_EXAMPLES ? Double.NaN : fading.value();
  }

  /**
   * Returns the number of examples until P first reached an accuracy; infinite if it never did.
   *
   * @param accuracy in [0, 1], rounded down to thousandths; NaN gives NaN
   */
  public double examplesUntil(double accuracy) {
    if (Double.isNaN(accuracy)) {
      return Double.NaN;
    }
    int level = level(accuracy);
    return level < levelsReached ? reachedAt[level] : Double.POSITIVE_INFINITY;
  }

  private static int level(double accuracy) {
    return (int) StrictMath.floor(accuracy * LEVELS);
  }

  /** Writes the state in binary form, at most about 8 kB. */
  public void writeTo(DataOutput out) throws IOException {
    tally.writeTo(out);
    fading.writeTo(out);
    out.writeInt(levelsReached);
    for (int level = 0; level < levelsReached; level++) {
      out.writeLong(reachedAt[level]);
    }
  }

  /** Reads what {@link #writeTo} wrote. */
  public static LearningCurve readFrom(DataInput in) throws IOException {
    var read = new LearningCurve();
    read.tally = Tally.readFrom(in);
    read.fading = FadingAccuracy.readFrom(in);
    read.levelsReached = in.readInt();
    for (int level = 0; level < read.levelsReached; level++) {
      read.reachedAt[level] = in.readLong();
    }
    return read;
  }
}
