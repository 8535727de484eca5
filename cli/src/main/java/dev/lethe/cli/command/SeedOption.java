package dev.lethe.cli.command;

import picocli.CommandLine.Option;

/** What all random numbers of a command come from. */
final class SeedOption {
  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Seed of all random numbers, the stream's and the runs'. Default: ${DEFAULT-VALUE}.")
  private long seed;

  long value() {
    return seed;
  }
}
