package dev.lethe.cli.command;

import dev.lethe.cli.data.Dataset;
import dev.lethe.cli.data.Datasets;
import dev.lethe.cli.scenario.ClassOrder;
import dev.lethe.cli.scenario.ExampleStream;
import dev.lethe.cli.scenario.Scenario;
import dev.lethe.cli.scenario.ScenarioOptions;
import java.nio.file.Path;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Which stream is made, and how fast it is sent. */
public final class FeedOptions {
  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      defaultValue = "glyphs",
      description =
          "glyphs (built in, drawn by Lethe itself), mnist, fashion-mnist, or idx (any directory of"
              + " IDX files). Default: ${DEFAULT-VALUE}.")
  private String dataset;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Where the data set's files are; gzipped or not.")
  private Path dataDir;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      defaultValue = "split",
      description =
          "split (class-incremental), permuted, rotated (domain-incremental) or as-is. Default:"
              + " ${DEFAULT-VALUE}.")
  private String scenario;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      description = "Number of tasks. Default: 5 for split, 20 for permuted and rotated.")
  private Integer tasks;

  @Option(
      names = "--class-order",
      paramLabel = "ORDER",
      defaultValue = "NATURAL",
      description = "Order of the classes in split: natural or random. Default: natural.")
  private ClassOrder classOrder;

  @Option(
      names = "--per-task",
      paramLabel = "N",
      description = "At most so many training examples of each task. Default: all.")
  private Integer perTask;

  @Option(
      names = "--evaluate-per-task",
      paramLabel = "N",
      description = "At most so many test examples of each task. Default: all.")
  private Integer evaluatePerTask;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Examples sent per second; 0: as fast as Kafka takes them.")
  private Double rate;

  /** Draws or loads the data set and makes the stream. */
  public ExampleStream stream(long seed) {
    Dataset data = Datasets.load(dataset, dataDir, seed);
    var options =
        new ScenarioOptions(
            seed, optional(tasks), classOrder, optional(perTask), optional(evaluatePerTask));
    return Scenario.parse(scenario, options).over(data);
  }

  /** Examples per second, 0 for no limit. */
  double rate(double unlessGiven) {
    double wanted = rate == null ? unlessGiven : rate;
    if (!(wanted >= 0)) {
      throw new IllegalArgumentException("rate: seen %s, wanted 0 or more".formatted(wanted));
    }
    return wanted;
  }

  private static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
