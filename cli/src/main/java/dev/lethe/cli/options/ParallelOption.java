package dev.lethe.cli.options;

import picocli.CommandLine.Option;

/** Option of the number of runs at a time. */
public final class ParallelOption {
  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "Number of runs at a time. Default: the number of processors.")
  private Integer parallel;

  /**
   * Returns the number of runs at a time.
   *
   * @throws IllegalArgumentException if it is not at least 1
   */
  public int value() {
    int chosen = parallel == null ? Runtime.getRuntime().availableProcessors() : parallel;
    if (chosen < 1) {
      throw new IllegalArgumentException("parallel: got %d, expected 1 or more".formatted(chosen));
    }
    return chosen;
  }
}
