package dev.lethe.learner.drift;

/**
 * Score of a drift detector on a stream with known changes. Each alarm is assigned to the last
 * change before it. The first alarm at most {@code maxDelay} values after its change is a true
 * positive. All others are false positives, including repeated alarms for one change.
 *
 * @param values length of the stream
 * @param maxDelay maximum delay, in values, at which an alarm still detects its change
 * @param truePositives number of changes detected
 * @param falsePositives number of alarms that detected no change
 * @param falseNegatives number of changes missed
 * @param meanDelay mean number of values from a change to its alarm, in [1, maxDelay]; NaN if no
 *     change was detected
 */
public record DetectorScore(
    long values,
    int maxDelay,
    long truePositives,
    long falsePositives,
    long falseNegatives,
    double meanDelay) {

  /**
   * Runs a detector over a stream and scores its alarms.
   *
   * @param values values of the stream, in [0, 1]
   * @param changes ascending indices of the values at which the stream changes
   * @param maxDelay maximum delay of a true positive, at least 1
   * @throws IllegalArgumentException if an argument is out of range
   */
  public static DetectorScore of(
      DriftDetector detector, double[] values, int[] changes, int maxDelay) {
    check(values, changes, maxDelay);
    long detected = 0;
    long alarms = 0;
    double delays = 0;
    int next = 0;
    boolean open = false;
    for (int t = 0; t < values.length; t++) {
      if (detector.add(values[t]) == DriftSignal.DRIFT) {
        alarms++;
        int delay = next == 0 ? 0 : t - changes[next - 1];
        if (open && delay <= maxDelay) {
          detected++;
          delays += delay;
          open = false;
        }
      }
      // after the alarm at t, because an alarm at t cannot detect a change at t
      if (next < changes.length && t == changes[next]) {
        next++;
        open = true;
      }
    }
    return new DetectorScore(
        values.length,
        maxDelay,
        detected,
        alarms - detected,
        changes.length - detected,
        delays / detected);
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

  /**
   * Returns the mean delay divided by the maximum delay, in (0, 1]; NaN if nothing was detected.
   */
  public double normalisedDelay() {
    return meanDelay / maxDelay;
  }

  /** Returns the share of alarms that are true positives, in [0, 1]; 0 without alarms. */
  public double precision() {
    return share(truePositives, truePositives + falsePositives);
  }

  /** Returns the share of changes that were detected, in [0, 1]; 0 without changes. */
  public double recall() {
    return share(truePositives, truePositives + falseNegatives);
  }

  /** Returns the harmonic mean of precision and recall, in [0, 1]. */
  public double f1() {
    return share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
  }

  /** Returns the number of false alarms per 1000 values. */
  public double falseAlarmsPerThousand() {
    return 1000 * share(falsePositives, values);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
