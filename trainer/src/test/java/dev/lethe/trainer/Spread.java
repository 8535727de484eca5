package dev.lethe.trainer;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** Distribution of repeated measurements. */
final class Spread {
  private final double[] sorted;

  private Spread(double[] values) {
    this.sorted = values.clone();
    Arrays.sort(sorted);
  }

  static Spread of(Collection<? extends Number> values) {
    return new Spread(values.stream().mapToDouble(Number::doubleValue).toArray());
  }

  int number() {
    return sorted.length;
  }

  double median() {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Returns the smallest value that a share of the values does not exceed. */
  double quantile(double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  /** Returns median, quartiles and number of the values. */
  String text(String unit) {
    return String.format(
        Locale.ROOT,
        "%.3f%s (quartiles %.3f to %.3f, n=%d)",
        median(),
        unit,
        quantile(0.25),
        quantile(0.75),
        number());
  }
}
