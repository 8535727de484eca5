package dev.lethe.bench;

import dev.lethe.bench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of kept results and of the number of parallel runs. */
final class StoreOptions {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Number of parallel runs. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "${sys:bench.home:-.}",
      description = "Root of the repository. Default: ${DEFAULT-VALUE}.")
  private Path home;

  @Option(
      names = "--revision",
      paramLabel = "TEXT",
      defaultValue = "${sys:bench.revision:-unknown}",
      description = "Revision of the code, stored with each run. Default: ${DEFAULT-VALUE}.")
  private String revision;

  /**
   * @param threads number of parallel runs unless the user chooses another
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
