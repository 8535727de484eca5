package dev.lethe.bench;

import dev.lethe.bench.ResultStore.Key;
import dev.lethe.bench.Targets.Group;
import dev.lethe.bench.Targets.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The published figures beside ours, from our own runs. */
@Command(
    name = "bench/results",
    description =
        "Runs what is missing of the table of published figures, keeps every run as a line of JSON,"
            + " and writes the table into docs/results.md.",
    mixinStandardHelpOptions = true)
public final class ResultsBench implements Callable<Integer> {
  @Option(names = "--data-dir", paramLabel = "DIR", description = "Where the data sets are.")
  private Path dataDir;

  @Option(
      names = "--only",
      paramLabel = "PATTERN",
      defaultValue = "",
      description = "Rows whose id contains this regular expression, e.g. seq-mnist/er.")
  private Pattern only;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The repository's root. Default: ${DEFAULT-VALUE}.")
  private Path home;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Runs at the same time. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--revision",
      defaultValue = "unknown",
      description = "Of the code, kept with each run.")
  private String revision;

  @Option(names = "--write", description = "Only write the table, from the runs there are.")
  private boolean writeOnly;

  @Override
  public Integer call() throws Exception {
    Targets targets = Targets.read();
    var store = new ResultStore(home.resolve("bench/results-data"), revision);
    if (!writeOnly) {
      Runs.keep(missing(targets, store), store, threads);
    }
    ResultsTable.write(home.resolve("docs/results.md"), targets, store);
    return 0;
  }

  private List<Runs.Run> missing(Targets targets, ResultStore store) {
    List<Runs.Run> jobs = new ArrayList<>();
    for (Group group : targets.groups()) {
      for (Row row : group.rows()) {
        if (!only.matcher(row.id()).find()) {
          continue;
        }
        Trial trial = row.protocol().trial(row.method(), dataDir);
        for (long seed : SeedRange.parse(row.seeds())) {
          Key key = new Key(row.protocol(), row.method(), seed);
          if (store.find(key).isEmpty()) {
            jobs.add(new Runs.Run(row.id(), trial, key));
          }
        }
      }
    }
    return jobs;
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new ResultsBench()).execute(args));
  }
}
