package dev.lethe.compare.statistics;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * Estimate with its interval.
 *
 * @param kind kind of the interval
 * @param level confidence level, between 0 and 1
 * @param n number of observations
 * @param estimate the estimate; NaN if n is 0
 * @param low lower end; NaN if there are too few observations for an interval
 * @param high upper end; NaN if there are too few observations for an interval
 */
public record Interval(Kind kind, double level, long n, double estimate, double low, double high) {
  /** Confidence level of all intervals that do not name another one. */
  public static final double LEVEL = 0.95;

  /** Kind of an interval. */
  public enum Kind {
    /** Student's t: exact for normal values, good for means of similar runs. */
    T("t interval"),
    /** Bias-corrected and accelerated bootstrap. */
    BCA("BCa bootstrap interval"),
    /** Percentiles of a bootstrap distribution. */
    PERCENTILE("percentile bootstrap interval");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** Returns the name, e.g. {@code t interval}. */
    public String text() {
      return text;
    }
  }

  public Interval {
    Values.requireProbability("level", level);
    if (n < 0 || low > high) {
      throw new IllegalArgumentException(
          "interval: got n %d from %s to %s, expected n of 0 or more and ends in order"
              .formatted(n, low, high));
    }
  }

  /** Returns an estimate from too few observations for an interval. */
  static Interval unknown(Kind kind, long n, double estimate) {
    return new Interval(kind, LEVEL, n, estimate, Double.NaN, Double.NaN);
  }

  /** Returns true if there were enough observations for an interval. */
  public boolean isKnown() {
    return !Double.isNaN(low) && !Double.isNaN(high);
  }

  /** Returns true if the interval is known and contains a value. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /**
   * Returns text such as {@code 0.0230 [0.0101, 0.0359] (95 % t interval, n = 10)}, or {@code
   * 0.5000 (n = 1: too few for an interval)}.
   */
  public String text() {
    return isKnown()
        ? String.format(
            Locale.ROOT,
            "%.4f [%.4f, %.4f] (%s %% %s, n = %d)",
            estimate,
            low,
            high,
            BigDecimal.valueOf(100 * level).stripTrailingZeros().toPlainString(),
            kind.text(),
            n)
        : String.format(Locale.ROOT, "%.4f (n = %d: too few for an interval)", estimate, n);
  }
}
