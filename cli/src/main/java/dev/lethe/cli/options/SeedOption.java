package dev.lethe.cli.options;

import picocli.CommandLine.Option;

/** Option for the seed of all random numbers of a command. */
public final class SeedOption {
  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Seed of all random numbers, those of the stream and of the runs. Default:"
              + " ${DEFAULT-VALUE}.")
  private long seed;

  public long value() {
    return seed;
  }
}
