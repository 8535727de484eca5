package dev.lethe.bench;

import dev.lethe.bench.ResultStore.Key;
import dev.lethe.bench.Targets.Row;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The published figures beside ours, from our own runs. */
@Command(
    name = "bench/results",
    description =
        "Runs what is missing of the table of published figures, keeps every run as a line of JSON,"
            + " and writes the table into docs/results.md.",
    mixinStandardHelpOptions = true)
public final class ResultsBench implements Callable<Integer> {
  @Mixin private StoreOptions kept = new StoreOptions(1);

  @Option(names = "--data-dir", paramLabel = "DIR", description = "Where the data sets are.")
  private Path dataDir;

  @Option(
      names = "--only",
      paramLabel = "PATTERN",
      defaultValue = "",
      description = "Rows whose id contains this regular expression, e.g. seq-mnist/er.")
  private Pattern only;

  @Option(names = "--write", description = "Only write the table, from the runs there are.")
  private boolean writeOnly;

  @Option(
      names = "--check",
      paramLabel = "N",
      description =
          "Only make N of the kept runs again, the quickest of each row first, and tell whether every"
              + " figure is the same to 12 digits; exit code 1 if one is not.")
  private Integer check;

  private final Targets targets;

  ResultsBench(Targets targets) {
    this.targets = targets;
  }

  @Override
  public Integer call() throws Exception {
    ResultStore store = kept.open();
    List<Row> rows =
        targets.groups().stream()
            .flatMap(group -> group.rows().stream())
            .filter(row -> only.matcher(row.id()).find())
            .toList();
    if (check != null && writeOnly) {
      throw new IllegalArgumentException("check: got with --write, expected one of the two");
    }
    if (check != null) {
      return ReproductionCheck.of(rows, dataDir, store, check).holds(System.out, kept.threads())
          ? 0
          : 1;
    }
    if (!writeOnly) {
      Tuning.complete(rows, dataDir, store, kept.threads());
      Runs.keep(missing(rows, store), store, kept.threads());
    }
    new ResultsTable(store).write(kept.home().resolve("docs/results.md"), targets);
    return 0;
  }

  private List<Runs.Run> missing(List<Row> rows, ResultStore store) {
    // rows of two groups may be one method
    Map<Key, Runs.Run> runs = new LinkedHashMap<>();
    for (Row template : rows) {
      Optional<Row> settled = Tuning.settled(template, store);
      if (settled.isEmpty()) {
        continue;
      }
      Row row = settled.get();
      Trial trial = row.protocol().trial(row.method(), dataDir);
      for (Key key : row.keys()) {
        if (store.find(key, row.published().keySet()).isEmpty()) {
          runs.putIfAbsent(key, new Runs.Run(row.id(), trial, key));
        }
      }
    }
    return List.copyOf(runs.values());
  }

  public static void main(String[] args) {
    Launch.main(new ResultsBench(Targets.read()), args);
  }
}
