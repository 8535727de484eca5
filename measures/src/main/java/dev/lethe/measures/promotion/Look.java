package dev.lethe.measures.promotion;

/**
 * Position of an evaluation in the sequence of all evaluations. It must not depend on their
 * results.
 *
 * @param isWindowEnd true at the end of a window, false for a periodic evaluation
 * @param number number among the evaluations of the same kind, from 1
 */
public record Look(boolean isWindowEnd, long number) {
  // The shares decrease slowly from the third evaluation on: the first windows decide little.
  private static final int FLAT = 3;

  /**
   * Returns the share of this evaluation in the error rate. Half of it is for the ends of windows,
   * half for periodic evaluations, however many there are. For evaluation t of its kind,
   *
   * <pre>
   *   w = ½ ln 4 (1 / ln(t + 3) − 1 / ln(t + 4)),
   * </pre>
   *
   * and the sum of all is 1. It decreases like 1 / (t ln² t), so the late evaluations of a long run
   * together have more than with 1 / t².
   */
  public double share() {
    double before = 1 / Math.log((double) number + FLAT);
    double after = 1 / Math.log((double) number + FLAT + 1);
    return Math.log(FLAT + 1.0) / 2 * (before - after);
  }
}
