package dev.lethe.measures;

/**
 * Prequential accuracy of each task window, as one {@link Tally} per window: {@code P^(j) = correct
 * / scored} of the predictions that fell in window j. Only the first, the best and the last are
 * kept, so memory does not grow with the number of windows.
 */
public final class AccuracyByWindow {
  private int window = -1;
  private Tally tally = Tally.NONE;
  private double first = Double.NaN;
  private double bestEnded = Double.NaN;

  /**
   * Adds a prediction whose label is known.
   *
   * @param number the task window, not below that of the prediction before
   */
  public void add(int number, boolean isCorrect) {
    if (number < 0 || number < window) {
      throw new IllegalArgumentException(
          "window: got '%d', expected %d or more".formatted(number, Math.max(0, window)));
    }
    if (number != window) {
      first = first();
      bestEnded = best();
      window = number;
      tally = Tally.NONE;
    }
    tally = tally.scored(isCorrect);
  }

  /** Returns the accuracy in the first window; NaN before the first prediction. */
  public double first() {
    return Double.isNaN(first) ? last() : first;
  }

  /** Returns the largest accuracy in a window; NaN before the first prediction. */
  public double best() {
    return Double.isNaN(bestEnded) ? last() : Math.max(bestEnded, last());
  }

  /** Returns the accuracy in the last window so far; NaN before the first prediction. */
  public double last() {
    return tally.accuracy();
  }
}
