package dev.lethe.bench;

import dev.lethe.bench.results.ReproductionCheck;
import dev.lethe.bench.results.ResultsTable;
import dev.lethe.bench.results.Row;
import dev.lethe.bench.results.Targets;
import dev.lethe.bench.store.ParallelRuns;
import dev.lethe.bench.store.PlannedRun;
import dev.lethe.bench.store.ResultStore;
import dev.lethe.bench.store.RunKey;
import dev.lethe.bench.tune.Tuning;
import dev.lethe.bench.tune.TuningTask;
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

/** Compares published results with ours. */
@Command(
    name = "bench/results",
    description =
        "Executes the missing runs of the table of published results, stores each run as a line of"
            + " JSON in bench/results-data, and writes the table to docs/results.md.",
    mixinStandardHelpOptions = true)
public final class ResultsCommand implements Callable<Integer> {
  @Mixin private StoreOptions storeOptions = new StoreOptions(1);

  @Option(names = "--data-dir", paramLabel = "DIR", description = "Directory of the data sets.")
  private Path dataDir;

  @Option(
      names = "--only",
      paramLabel = "PATTERN",
      defaultValue = "",
      description = "Only rows whose id contains this regular expression, e.g. seq-mnist/er.")
  private Pattern only;

  @Option(
      names = "--write",
      description = "Only write the table from the stored runs; execute nothing.")
  private boolean writeOnly;

  @Option(
      names = "--check",
      paramLabel = "N",
      description =
          "Only repeat N of the stored runs, the fastest of each row first, and compare all metrics"
              + " to 12 digits; exit code 1 if one differs.")
  private Integer check;

  private final Targets targets;

  ResultsCommand(Targets targets) {
    this.targets = targets;
  }

  @Override
  public Integer call() throws Exception {
    if (check != null && writeOnly) {
      throw new IllegalArgumentException("check: got with --write, expected one of the two");
    }
    ResultStore store = storeOptions.open();
    List<Row> rows =
        targets.groups().stream()
            .flatMap(group -> group.rows().stream())
            .filter(row -> only.matcher(row.id()).find())
            .toList();
    if (check != null) {
      var selected = ReproductionCheck.of(rows, dataDir(), store, check);
      return selected.run(System.out, storeOptions.threads()) ? 0 : 1;
    }
    if (!writeOnly) {
      execute(rows, store);
    }
    new ResultsTable(store).write(storeOptions.home().resolve("docs/results.md"), targets);
    return 0;
  }

  private void execute(List<Row> rows, ResultStore store) throws Exception {
    List<TuningTask> tasks = rows.stream().flatMap(row -> row.tuningTask().stream()).toList();
    Tuning.complete(tasks, dataDir(), store, storeOptions.threads());
    ParallelRuns.store(missing(rows, store), store, storeOptions.threads());
  }

  private List<PlannedRun> missing(List<Row> rows, ResultStore store) {
    // rows of two groups may be the same run
    Map<RunKey, PlannedRun> runs = new LinkedHashMap<>();
    rows.stream()
        .flatMap(row -> row.settled(store).stream())
        .flatMap(row -> row.missingRuns(dataDir(), store).stream())
        .forEach(run -> runs.putIfAbsent(run.key(), run));
    return List.copyOf(runs.values());
  }

  private Optional<Path> dataDir() {
    return Optional.ofNullable(dataDir);
  }

  public static void main(String[] args) {
    Launcher.main(new ResultsCommand(Targets.read()), args);
  }
}
