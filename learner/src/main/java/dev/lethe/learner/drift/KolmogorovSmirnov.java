package dev.lethe.learner.drift;

/** Two-sample Kolmogorov-Smirnov test for samples of equal size r. */
final class KolmogorovSmirnov {
  private KolmogorovSmirnov() {}

  /**
   * Returns r D in 0 … r, where D is the maximum distance between the empirical distributions.
   *
   * @param a sorted sample of r values
   * @param b sorted sample of r values
   */
  static int distance(double[] a, double[] b) {
    int largest = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      // skips all ties: the distributions are compared after a value, not between equal values
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
   * Returns the probability that r D is at least h if both samples come from the same continuous
   * distribution (Gnedenko and Korolyuk, 1951):
   *
   * <pre>
   *   P = 2 Σ_{k ≥ 1, kh ≤ r} (−1)^{k+1} C(2r, r − kh) / C(2r, r)
   * </pre>
   *
   * @param r size of each sample
   * @param h distance in 1 … r
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

  /** Returns {@code C(2r, r − m) / C(2r, r)}. */
  private static double ratio(int r, int m) {
    double ratio = 1;
    for (int j = 1; j <= m; j++) {
      ratio *= (double) (r - m + j) / (r + j);
    }
    return ratio;
  }
}
