package dev.lethe.learner.drift;

/** The two-sample test of Kolmogorov and Smirnov for samples of one size r. */
final class KolmogorovSmirnov {
  private KolmogorovSmirnov() {}

  /**
   * r D, a whole number, where D is the largest distance between the empirical distributions.
   *
   * @param a sorted
   * @param b sorted, of the same length
   */
  static int distance(double[] a, double[] b) {
    int largest = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      // all that are equal at once: the distributions are compared after a value, not within it
      double value = Math.min(a[i], b[j]);
      while (i < a.length && a[i] <= value) {
        i++;
      }
      while (j < b.length && b[j] <= value) {
        j++;
      }
      largest = Math.max(largest, Math.abs(i - j));
    }
    return largest;
  }

  /**
   * The probability that r D is at least h if both samples are of one continuous distribution
   * (Gnedenko and Korolyuk, 1951):
   *
   * <pre>
   *   P = 2 Σ_{k ≥ 1, kh ≤ r} (−1)^{k+1} C(2r, r − kh) / C(2r, r)
   * </pre>
   *
   * @param h of 1 … r
   */
  static double probability(int r, int h) {
    double sum = 0;
    int sign = 1;
    for (int steps = h; steps <= r; steps += h) {
      sum += sign * ratio(r, steps);
      sign = -sign;
    }
    return Math.min(1, 2 * sum);
  }

  /** {@code C(2r, r − m) / C(2r, r)}. */
  private static double ratio(int r, int m) {
    double ratio = 1;
    for (int j = 1; j <= m; j++) {
      ratio *= (double) (r - m + j) / (r + j);
    }
    return ratio;
  }
}
