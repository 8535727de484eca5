package dev.lethe.bench;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where runs are kept, and how many are made at the same time. */
final class StoreOptions {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Runs at the same time. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "${sys:bench.home:-.}",
      description = "The repository's root. Default: ${DEFAULT-VALUE}.")
  private Path home;

  @Option(
      names = "--revision",
      defaultValue = "${sys:bench.revision:-unknown}",
      description = "Of the code, kept with each run.")
  private String revision;

  /**
   * @param threads unless the user chooses
   */
  StoreOptions(int threads) {
    this.threads = threads;
  }

  int threads() {
    return threads;
  }

  Path home() {
    return home;
  }

  ResultStore open() throws IOException {
    return new ResultStore(home.resolve("bench/results-data"), revision);
  }
}
