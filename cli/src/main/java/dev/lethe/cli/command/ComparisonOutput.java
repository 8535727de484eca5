package dev.lethe.cli.command;

import dev.lethe.cli.compare.CombinedFiles;
import dev.lethe.cli.compare.ComparisonFiles;
import dev.lethe.cli.compare.ComparisonTable;
import dev.lethe.cli.compare.StreamsTable;
import dev.lethe.common.text.ShellWords;
import dev.lethe.compare.analysis.Combination;
import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.RunMetric;
import dev.lethe.compare.results.RunResult;
import dev.lethe.compare.results.StreamsResults;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** Texts of a comparison on the console, and the results of several comparisons. */
final class ComparisonOutput {
  private final CommandSpec spec;
  private final Path directory;

  /**
   * @param spec command with its options
   * @param directory directory of the results
   */
  ComparisonOutput(CommandSpec spec, Path directory) {
    this.spec = spec;
    this.directory = directory;
  }

  /** Returns the command line that repeats the command. */
  String command() {
    return "./lethe compare "
        + spec.commandLine().getParseResult().originalArgs().stream()
            .dropWhile(argument -> !argument.startsWith("-"))
            .map(ShellWords::quote)
            .collect(Collectors.joining(" "));
  }

  /**
   * Writes finished comparisons as one, and prints the result.
   *
   * @param metric metric of the ranking; empty for the one that all parts have
   * @param place opens the directory; not called if the parts do not fit together
   */
  void combine(
      List<ComparisonResults> parts, Optional<RunMetric> metric, Supplier<CombinedFiles> place) {
    List<ComparisonResults> streams = Combination.of(parts, metric);
    if (streams.size() == 1) {
      print(place.get().write(streams.get(0)));
    } else {
      StreamsResults results = place.get().write(streams, command());
      print(StreamsTable.rows(results), results.verdict());
    }
  }

  /** Prints ranking, verdict and the names of the files. */
  void print(ComparisonResults results) {
    print(ComparisonTable.rows(results), results.verdict());
  }

  private void print(List<List<String>> rows, List<String> verdict) {
    PrintWriter console = spec.commandLine().getOut();
    var table = new TextTable(rows.get(0).toArray(String[]::new));
    rows.stream().skip(1).forEach(row -> table.add(row.toArray(String[]::new)));
    table.print(console);
    console.println();
    verdict.forEach(console::println);
    console.println();
    ComparisonFiles.NAMES.forEach(name -> console.println(directory.resolve(name)));
    console.flush();
  }

  /** Prints a line about progress. */
  void tell(String line) {
    spec.commandLine().getErr().println("lethe: " + line);
    spec.commandLine().getErr().flush();
  }

  /** Returns the exit code, and says what happened to rejected records and failed runs. */
  int exitCode(List<CompareCommand.Compared> compared) {
    long rejected =
        compared.stream()
            .flatMap(each -> each.results().runs().stream())
            .mapToLong(RunResult::deadLetters)
            .max()
            .orElse(0);
    if (rejected > 0) {
      tell(
          "dead letters: a run rejected %d records and was not trained on them; the report has the reason below Runs and alarms"
              .formatted(rejected));
    }
    long failed = compared.stream().mapToLong(each -> each.outcome().failed()).sum();
    long selecting = compared.stream().mapToLong(each -> each.outcome().failedSelection()).sum();
    if (selecting > 0) {
      tell("failed runs of the selection: %d; it has chosen without them".formatted(selecting));
    }
    if (failed > 0) {
      tell("failed runs: %d; the same command tries them again".formatted(failed));
    }
    return failed + selecting == 0 ? 0 : 1;
  }
}
