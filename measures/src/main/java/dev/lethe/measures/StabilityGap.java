package dev.lethe.measures;

/**
 * Stability gap, how deep the accuracy on a window falls while the next window is learned:
 *
 * <pre>
 *   g_j = R[j][j] − min over evaluations t within window j + 1 of A_j(t)     in [−1, 1]
 *   G   = mean over j of g_j
 * </pre>
 *
 * <p>A_j(t) is the accuracy on the holdout of window j at evaluation t, before and at the end of
 * window j + 1. Evaluations at window ends alone do not show the gap, which may last for tens of
 * steps only, so a window counts only if it was evaluated in between; a smaller interval finds a
 * deeper gap. M. De Lange, G. van de Ven and T. Tuytelaars, <i>Continual evaluation for lifelong
 * learning: identifying the stability gap</i>, ICLR 2023.
 */
public final class StabilityGap {
  private final Mean mean = new Mean();
  private int window = -1;
  private double learned = Double.NaN;
  private double lowest = Double.NaN;
  private boolean between;

  /**
   * Adds an evaluation.
   *
   * @param evaluation accuracies on the holdouts of the windows so far
   * @param windowEnd true if its window has just ended
   */
  public void add(AccuracyRow evaluation, boolean windowEnd) {
    if (evaluation.window() == window + 1) {
      double accuracy = evaluation.at(window);
      lowest = Double.isNaN(lowest) ? accuracy : Math.min(lowest, accuracy);
      between |= !windowEnd && !Double.isNaN(accuracy);
    }
    if (windowEnd) {
      if (between) {
        mean.add(learned - lowest);
      }
      window = evaluation.window();
      learned = evaluation.at(window);
      lowest = Double.NaN;
      between = false;
    }
  }

  /** Returns G in [−1, 1]; NaN without a window that was evaluated while the next was learned. */
  public double value() {
    return mean.value();
  }
}
