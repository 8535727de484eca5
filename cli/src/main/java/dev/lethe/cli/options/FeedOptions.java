package dev.lethe.cli.options;

import dev.lethe.scenarios.ClassOrder;
import dev.lethe.scenarios.ExampleStream;
import dev.lethe.scenarios.Labels;
import dev.lethe.scenarios.Scaling;
import dev.lethe.scenarios.ScenarioOptions;
import dev.lethe.scenarios.StreamSpec;
import dev.lethe.scenarios.data.DatasetSpec;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of a stream that is made from a data set, and of the rate at which it is sent. */
public final class FeedOptions {
  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      defaultValue = DatasetSpec.DEFAULT_NAME,
      description =
          "glyphs (built in, drawn by Lethe), mnist, fashion-mnist, or idx (any directory of IDX"
              + " files); elec2, insects or csv (any CSV or ARFF file with a column of classes):"
              + " tables in their own order, for as-is only. Default: ${DEFAULT-VALUE}.")
  private String dataset;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Directory with the files of the data set, gzipped or not; for csv the file.")
  private Path dataDir;

  @Mixin private TableReadingOptions table;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      defaultValue = StreamSpec.DEFAULT_SCENARIO,
      description =
          "split (class-incremental; domain-incremental with --labels within-task), permuted, rotated"
              + " (domain-incremental) or as-is. Default: ${DEFAULT-VALUE}.")
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
      description =
          "Order of the classes in split: natural, random, or tasks (the tasks of the natural order,"
              + " shuffled). Default: natural.")
  private ClassOrder classOrder;

  @Option(
      names = "--labels",
      paramLabel = "KIND",
      defaultValue = "global",
      description =
          "Labels in split: global (the class) or within-task (position of the class among the"
              + " classes of its task). Default: ${DEFAULT-VALUE}.")
  private String labels;

  @Option(
      names = "--passes",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Passes over the training examples of a task. Each pass has a new order and new ids;"
              + " therefore do not combine it with --holdout-share, which selects by id. Default:"
              + " ${DEFAULT-VALUE}.")
  private int passes;

  @Option(
      names = "--normalise",
      paramLabel = "SCALING",
      defaultValue = "none",
      description =
          "Scaling of the features: none; MEAN:STD, which sends (x/255 - MEAN)/STD of each pixel as a"
              + " float; running, which sends standard scores computed from the stream so far."
              + " Default: ${DEFAULT-VALUE}.")
  private String normalise;

  @Option(
      names = "--validation",
      paramLabel = "N",
      description =
          "Evaluate on the last N training examples instead of the test examples, and do not train on"
              + " them: for choosing settings. Default: none.")
  private Integer validation;

  @Option(
      names = "--per-task",
      paramLabel = "N",
      description = "Maximum number of training examples per task. Default: all.")
  private Integer perTask;

  @Option(
      names = "--drop-last",
      paramLabel = "BATCH",
      defaultValue = "1",
      description =
          "Batch size whose last, incomplete batch is left out of each pass of a task. Default:"
              + " ${DEFAULT-VALUE}, which sends all examples.")
  private int dropLast;

  @Option(
      names = "--pad",
      paramLabel = "PIXELS",
      defaultValue = "0",
      description = "Empty pixels on each side of an image. Default: ${DEFAULT-VALUE}.")
  private int pad;

  @Option(
      names = "--last-label",
      description =
          "Add the class of the previous row to each row of a table, as one column per class: for"
              + " labels that are known before the next row arrives.")
  private boolean lastLabel;

  @Option(
      names = "--evaluate-per-task",
      paramLabel = "N",
      description = "Maximum number of test examples per task. Default: all.")
  private Integer evaluatePerTask;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "Examples sent per second; 0: as fast as Kafka accepts them. Default: 0; 400 in a demo"
              + " without --exit.")
  private Double rate;

  /**
   * Returns the specification of the stream.
   *
   * @throws IllegalArgumentException if an option has an invalid value
   */
  public StreamSpec spec() {
    var data =
        new DatasetSpec(
            dataset,
            Optional.ofNullable(dataDir),
            pad,
            optional(validation),
            lastLabel,
            table.options());
    return new StreamSpec(data, scenario, scenarioOptions());
  }

  private ScenarioOptions scenarioOptions() {
    var options =
        ScenarioOptions.builder()
            .classOrder(classOrder)
            .labels(Labels.parse(labels))
            .passes(passes)
            .dropLast(dropLast)
            .scaling(Scaling.parse(normalise));
    optional(tasks).ifPresent(options::tasks);
    optional(perTask).ifPresent(options::perTask);
    optional(evaluatePerTask).ifPresent(options::evaluatePerTask);
    return options.build();
  }

  /** Loads the data set and creates the stream. */
  public ExampleStream stream(long seed) {
    return spec().stream(seed);
  }

  /**
   * Returns the rate in examples per second, 0 for no limit.
   *
   * @param defaultRate rate to use if none is given
   */
  public double rate(double defaultRate) {
    double chosen = rate == null ? defaultRate : rate;
    if (!(chosen >= 0)) {
      throw new IllegalArgumentException("rate: got %s, expected 0 or more".formatted(chosen));
    }
    return chosen;
  }

  private static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
