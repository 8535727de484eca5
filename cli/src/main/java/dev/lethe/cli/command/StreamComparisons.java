package dev.lethe.cli.command;

import dev.lethe.cli.command.CompareCommand.Compared;
import dev.lethe.cli.options.StreamsOptions.NamedStream;
import dev.lethe.compare.analysis.TuningPlan;
import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.RunMetric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Comparisons of one command on several streams, one after the other. Each is a comparison with a
 * plan and a directory of its own, below that of the command.
 */
final class StreamComparisons {
  private final CommandSpec spec;
  private final Path directory;
  private final List<NamedStream> streams;

  /**
   * @param spec command with its options
   * @param directory directory of the command
   * @param streams streams, at least one
   */
  StreamComparisons(CommandSpec spec, Path directory, List<NamedStream> streams) {
    this.spec = spec;
    this.directory = directory;
    this.streams = List.copyOf(streams);
  }

  /** Returns the command that compares on one stream. */
  private CompareCommand on(NamedStream stream) {
    CommandLine parent = spec.commandLine();
    var command = new CompareCommand();
    var line = new CommandLine(command);
    line.getCommandSpec().parent(spec.parent());
    line.setCaseInsensitiveEnumValuesAllowed(parent.isCaseInsensitiveEnumValuesAllowed());
    line.setExpandAtFiles(parent.isExpandAtFiles());
    line.setDefaultValueProvider(parent.getDefaultValueProvider());
    line.setOut(parent.getOut());
    line.setErr(parent.getErr());
    List<String> arguments = new ArrayList<>(stream.with(parent.getParseResult()));
    arguments.add("--out=" + directory.resolve(stream.name()));
    line.parseArgs(arguments.toArray(String[]::new));
    return command;
  }

  /**
   * Checks the options and the data of all streams, so that the last one does not fail after hours.
   * Keeps no data in memory.
   *
   * @throws IllegalArgumentException if an option is invalid
   */
  void requireValid() {
    for (NamedStream stream : streams) {
      try {
        TuningPlan tuning = on(stream).prepare().plan().tuning();
        if (tuning != null && !tuning.isSelected()) {
          throw new IllegalArgumentException(
              "grid: got %s without --select-on, expected a selection: the best of a grid is an oracle on each stream"
                  .formatted(tuning.grid()));
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "stream '%s': %s".formatted(stream.name(), e.getMessage()), e);
      }
    }
  }

  /** Writes the plans and prints their hashes. */
  void fixPlans() {
    streams.forEach(stream -> on(stream).fixPlan());
  }

  /**
   * Executes what has not finished.
   *
   * @param console receives a line per stream
   * @return one comparison per stream; empty if the command is interrupted
   */
  Optional<List<Compared>> compare(Consumer<String> console) throws Exception {
    List<Compared> compared = new ArrayList<>();
    for (NamedStream stream : streams) {
      console.accept(
          "stream %s (%d of %d)".formatted(stream.name(), compared.size() + 1, streams.size()));
      Optional<Compared> next = on(stream).compare();
      if (next.isEmpty()) {
        return Optional.empty();
      }
      compared.add(next.get());
    }
    return Optional.of(compared);
  }

  /** Returns results under the names of their streams. */
  List<ComparisonResults> named(List<Compared> compared) {
    List<ComparisonResults> results = new ArrayList<>();
    for (int i = 0; i < streams.size(); i++) {
      results.add(compared.get(i).results().named(streams.get(i).name()));
    }
    return results;
  }

  /** Returns the metric that all streams have if only some have holdouts; otherwise nothing. */
  static Optional<RunMetric> metric(List<ComparisonResults> results) {
    return results.stream().map(ComparisonResults::metric).distinct().count() > 1
        ? Optional.of(RunMetric.PREQUENTIAL_ACCURACY)
        : Optional.empty();
  }
}
