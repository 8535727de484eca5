package dev.lethe.cli.chaos;

/** Prints a comparison. */
final class ChaosReport {
  private static final int MAX_DIFFERENCES = 10;

  private ChaosReport() {}

  /**
   * Prints the differences, the times of the recoveries, and the last line.
   *
   * @param prefix begin of the last line
   * @return exit status: 0 if nothing is lost, doubled or different
   */
  static int print(Comparison result, long seed, int rounds, String prefix) {
    result.differences().stream().limit(MAX_DIFFERENCES).forEach(System.out::println);
    System.out.printf(
        "seed %d, %d examples; %s%n",
        seed, result.examples(), Recovery.summary(result.recoveries()));
    System.out.println(
        "with the broker up: "
            + Recovery.summary(
                result.recoveries().stream().filter(one -> !one.brokerKilled()).toList()));
    System.out.println(prefix + result.summary(rounds));
    return result.same() ? 0 : 1;
  }
}
