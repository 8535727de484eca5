package dev.lethe.scenarios;

/**
 * Mean and deviation of a column so far (Welford's recurrences):
 *
 * <pre>
 *   m_n = m_(n-1) + (x_n − m_(n-1)) / n
 *   s_n = s_(n-1) + (x_n − m_(n-1)) (x_n − m_n)
 *   score(x) = (x − m_n) / √(s_n / n),   0 if s_n is 0
 * </pre>
 *
 * <p>An absurd value takes no part, because no later value could repair the moments: after {@value
 * #WARM_UP} values, one that is above {@value #ABSURD} times the root mean square of the others. In
 * Elec2, true values reach 229 times. After {@value #MAX_IN_A_ROW} absurd values in a row, the
 * scale has changed for good, and they take part.
 */
final class RunningMoments {
  private static final int WARM_UP = 30;
  private static final double ABSURD = 1000;
  private static final double DOMINANT = 300;
  private static final int MAX_IN_A_ROW = 50;

  private long count;
  private double mean;
  private double squares;
  private int absurdInARow;

  /** Value with the largest magnitude, and its row. */
  private double largest;

  private long largestRow;

  /** Sum of the squares of all other values: without the largest, so nothing has to cancel. */
  private double otherSquares;

  /** Adds a value. Returns false if it is absurd and takes no part. */
  boolean add(double value, long row) {
    if (isAbsurd(value) && ++absurdInARow <= MAX_IN_A_ROW) {
      return false;
    }
    absurdInARow = 0;
    count++;
    double before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
    double other = value;
    if (Math.abs(value) > Math.abs(largest)) {
      other = largest;
      largest = value;
      largestRow = row;
    }
    otherSquares += other * other;
    return true;
  }

  private boolean isAbsurd(double value) {
    double sum = otherSquares + largest * largest;
    return count >= WARM_UP && sum > 0 && Math.abs(value) > ABSURD * Math.sqrt(sum / count);
  }

  /** Returns the standard score of a value. */
  float score(double value) {
    return squares > 0 ? (float) ((value - mean) / Math.sqrt(squares / count)) : 0;
  }

  /**
   * Returns true if the largest value is above {@value #DOMINANT} times the root mean square of the
   * others.
   */
  boolean dependsOnOneValue() {
    return count > WARM_UP
        && otherSquares > 0
        && Math.abs(largest) > DOMINANT * Math.sqrt(otherSquares / (count - 1));
  }

  double largest() {
    return largest;
  }

  long largestRow() {
    return largestRow;
  }
}
