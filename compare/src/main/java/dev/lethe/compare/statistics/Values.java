package dev.lethe.compare.statistics;

import java.util.stream.DoubleStream;

/** Checks of values. */
final class Values {
  /**
   * Values that differ by less than this, relative to the largest magnitude, are equal. The
   * difference of two accuracies such as .768 − .763 has a rounding error that would break ties.
   */
  private static final double TOLERANCE = 1e-10;

  private Values() {}

  /**
   * Returns a copy of finite values.
   *
   * @throws IllegalArgumentException if a value is not finite
   */
  static double[] requireFinite(String name, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "%s: got %s at position %d, expected finite values".formatted(name, values[i], i));
      }
    }
    return values.clone();
  }

  /**
   * Checks a probability such as an error rate.
   *
   * @throws IllegalArgumentException if the value is not between 0 and 1, both exclusive
   */
  static void requireProbability(String name, double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(
          "%s: got %s, expected a number between 0 and 1".formatted(name, value));
    }
  }

  /**
   * Checks a count.
   *
   * @throws IllegalArgumentException if the value is below the minimum
   */
  static void requireAtLeast(String name, int minimum, int value) {
    if (value < minimum) {
      throw new IllegalArgumentException(
          "%s: got %d, expected %d or more".formatted(name, value, minimum));
    }
  }

  /** Returns the difference below which two of the values are equal. */
  static double tolerance(double[] values) {
    return TOLERANCE * DoubleStream.of(values).map(Math::abs).max().orElse(0);
  }
}
