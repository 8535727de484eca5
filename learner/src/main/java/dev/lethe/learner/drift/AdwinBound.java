package dev.lethe.learner.drift;

/** Bound of {@link Adwin} on the difference between the means of two parts of a window. */
final class AdwinBound {
  private static final int MIN_SIDE = 7;
  private static final int CORRECTION = 4;

  private AdwinBound() {}

  /**
   * Returns how large the difference between the means of the parts of a window, older (0) and
   * newer (1), is at most if the values have not changed; infinite if a part is too short.
   */
  static double of(BucketWindow window, double delta, long n0, long n1) {
    if (n0 < MIN_SIDE || n1 < MIN_SIDE) {
      return Double.POSITIVE_INFINITY;
    }
    double d = StrictMath.log(2 * StrictMath.log(window.width()) / delta);
    double m = 1.0 / (n0 - CORRECTION) + 1.0 / (n1 - CORRECTION);
    return StrictMath.sqrt(2 * m * window.variance() * d) + 2.0 / 3 * d * m;
  }

  /** Returns true if the parts of a window, older (0) and newer (1), have different means. */
  static boolean differ(
      BucketWindow window, double delta, long n0, double mean0, long n1, double mean1) {
    return Math.abs(mean0 - mean1) > of(window, delta, n0, n1);
  }
}
