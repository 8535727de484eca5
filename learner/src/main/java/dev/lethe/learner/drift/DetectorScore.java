package dev.lethe.learner.drift;

/**
 * How well a detector has found known changes. An alarm belongs to the last change before it; the
 * first that comes at most {@code maxDelay} values after its change is a true one, and every other
 * is false, those that say the same again included.
 *
 * @param values length of the stream
 * @param maxDelay values after a change within which it counts as found
 * @param truePositives changes found
 * @param falsePositives alarms that found nothing
 * @param falseNegatives changes missed
 * @param meanDelay values from a change to the alarm that found it, in [1, maxDelay]; NaN if none
 *     was found
 */
public record DetectorScore(
    long values,
    int maxDelay,
    long truePositives,
    long falsePositives,
    long falseNegatives,
    double meanDelay) {

  /**
   * Runs a detector over a stream.
   *
   * @param values what it is given
   * @param changes indices of the values at which the stream changes, ascending
   * @param maxDelay at least 1
   */
  public static DetectorScore of(
      DriftDetector detector, double[] values, int[] changes, int maxDelay) {
    check(values, changes, maxDelay);
    long found = 0;
    long alarms = 0;
    double delays = 0;
    int next = 0;
    boolean open = false;
    for (int t = 0; t < values.length; t++) {
      if (detector.add(values[t]) == DriftSignal.DRIFT) {
        alarms++;
        int delay = next == 0 ? 0 : t - changes[next - 1];
        if (open && delay <= maxDelay) {
          found++;
          delays += delay;
          open = false;
        }
      }
      // after the alarm at t: a change at t cannot be known from values before it
      if (next < changes.length && t == changes[next]) {
        next++;
        open = true;
      }
    }
    return new DetectorScore(
        values.length, maxDelay, found, alarms - found, changes.length - found, delays / found);
  }

  private static void check(double[] values, int[] changes, int maxDelay) {
    if (maxDelay < 1) {
      throw new IllegalArgumentException("maxDelay: got '" + maxDelay + "', expected at least 1");
    }
    int before = -1;
    for (int change : changes) {
      if (change <= before || change >= values.length) {
        throw new IllegalArgumentException(
            "changes: got '"
                + change
                + "', expected indices in ascending order, below "
                + values.length);
      }
      before = change;
    }
  }

  /** Mean delay over the longest that counts, in (0, 1]; NaN if nothing was found. */
  public double normalisedDelay() {
    return meanDelay / maxDelay;
  }

  /** Share of the alarms that are true; 0 if there were none. */
  public double precision() {
    return share(truePositives, truePositives + falsePositives);
  }

  /** Share of the changes that were found; 0 if there were none. */
  public double recall() {
    return share(truePositives, truePositives + falseNegatives);
  }

  /** Harmonic mean of precision and recall. */
  public double f1() {
    return share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
  }

  /** False alarms per 1000 values. */
  public double falseAlarmsPerThousand() {
    return 1000 * share(falsePositives, values);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
