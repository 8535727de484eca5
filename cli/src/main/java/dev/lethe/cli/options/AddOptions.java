package dev.lethe.cli.options;

import dev.lethe.compare.results.RunMetric;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Option for comparisons that have finished before. */
public final class AddOptions {
  private static final Set<String> WITHOUT_RUNS = Set.of("--add", "--out", "--metric");

  @Option(
      names = "--add",
      paramLabel = "[NAME=]DIR",
      description =
          "Adds the results of a finished comparison; may be repeated. Other methods or seeds on the"
              + " same stream are joined; other streams are compared over streams. NAME is another"
              + " name for its stream. Without options of a comparison of its own, nothing runs.")
  private List<String> added = List.of();

  /** Returns the directories as given, with names. */
  public List<String> added() {
    return List.copyOf(added);
  }

  /** Returns true if the command only combines what has finished before. */
  public boolean runsNothing(ParseResult options) {
    Set<String> given =
        options.matchedOptions().stream()
            .map(OptionSpec::longestName)
            .collect(Collectors.toUnmodifiableSet());
    return !added.isEmpty() && WITHOUT_RUNS.containsAll(given);
  }

  /** Returns the metric of the ranking; empty if the command line has none. */
  public static Optional<RunMetric> metric(ParseResult options) {
    return Optional.ofNullable(options.<String>matchedOptionValue("--metric", null))
        .map(RunMetric::parse);
  }
}
