package dev.lethe.compare.statistics;

import java.util.stream.DoubleStream;

/** Samples of the worked examples. */
final class Samples {
  /** Darwin's maize: differences of paired plants. */
  static final double[] MAIZE = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};

  /** Efron's spatial test data, A. */
  static final double[] SPATIAL = {
    48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30,
    41
  };

  /** Differences of the example of R's {@code wilcox.test}, first less second. */
  static final double[] DEPRESSION =
      differences(
          new double[] {1.83, .50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30},
          new double[] {.878, .647, .598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29});

  static final double[] WINNER = {.91, .90, .93, .89, .92};
  static final double[] LOSER = {.88, .90, .87, .91, .86};

  private Samples() {}

  static double[] differences(double[] first, double[] second) {
    double[] differences = new double[first.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = first[i] - second[i];
    }
    return differences;
  }

  static double[] repeated(double value, int n) {
    return DoubleStream.generate(() -> value).limit(n).toArray();
  }
}
