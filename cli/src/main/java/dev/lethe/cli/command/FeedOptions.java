package dev.lethe.cli.command;

import dev.lethe.scenarios.ClassOrder;
import dev.lethe.scenarios.ExampleStream;
import dev.lethe.scenarios.Labels;
import dev.lethe.scenarios.Scaling;
import dev.lethe.scenarios.Scenario;
import dev.lethe.scenarios.ScenarioOptions;
import dev.lethe.scenarios.data.Dataset;
import dev.lethe.scenarios.data.Datasets;
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
              + " IDX files); elec2, insects or csv (any CSV or ARFF file whose last column is the"
              + " class): tables in their own order, for as-is only. Default: ${DEFAULT-VALUE}.")
  private String dataset;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Where the data set's files are, gzipped or not; for csv the file itself.")
  private Path dataDir;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      defaultValue = "split",
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
      paramLabel = "WHICH",
      defaultValue = "global",
      description =
          "Labels of split: global (the class) or within-task (its place among the classes of its"
              + " task). Default: ${DEFAULT-VALUE}.")
  private String labels;

  @Option(
      names = "--passes",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How often the training examples of a task come, shuffled anew and under new ids each time;"
              + " --holdout-share goes by id and so does not go with it. Default: ${DEFAULT-VALUE}.")
  private int passes;

  @Option(
      names = "--normalise",
      paramLabel = "HOW",
      defaultValue = "none",
      description =
          "What is done to features: none; MEAN:STD, which sends (x/255 - MEAN)/STD of each pixel as"
              + " a float; running, which sends standard scores by the stream so far. Default:"
              + " ${DEFAULT-VALUE}.")
  private String normalise;

  @Option(
      names = "--validation",
      paramLabel = "N",
      description =
          "Evaluate on the last N training examples, which are not learnt then, instead of the test"
              + " examples: for choosing settings. Default: none.")
  private Integer validation;

  @Option(
      names = "--per-task",
      paramLabel = "N",
      description = "At most so many training examples of each task. Default: all.")
  private Integer perTask;

  @Option(
      names = "--drop-last",
      paramLabel = "BATCH",
      defaultValue = "1",
      description =
          "Leave out what does not fill the last batch of this size in a pass of a task. Default:"
              + " ${DEFAULT-VALUE}, all are sent.")
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
          "Add the class of the row before to each row of a table, one column per class: for labels"
              + " that are known before the next row comes.")
  private boolean lastLabel;

  @Option(
      names = "--evaluate-per-task",
      paramLabel = "N",
      description = "At most so many test examples of each task. Default: all.")
  private Integer evaluatePerTask;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "Examples sent per second; 0: as fast as Kafka takes them. Default: 0; 400 in a demo"
              + " without --exit.")
  private Double rate;

  /** Draws or loads the data set and makes the stream. */
  public ExampleStream stream(long seed) {
    Dataset loaded = Datasets.load(dataset, dataDir, seed);
    Dataset dated = lastLabel ? loaded.withLastLabel() : loaded;
    Dataset whole = pad == 0 ? dated : dated.padded(pad);
    Dataset data = validation == null ? whole : whole.validation(validation);
    if (data.isSequence() && !scenario.equals("as-is")) {
      throw new IllegalArgumentException(
          "scenario: got '%s', expected 'as-is': %s is a sequence without test examples"
              .formatted(scenario, dataset));
    }
    var options =
        new ScenarioOptions(
            seed,
            optional(tasks),
            classOrder,
            Labels.parse(labels),
            optional(perTask),
            optional(evaluatePerTask),
            passes,
            dropLast,
            Scaling.parse(normalise));
    return Scenario.parse(scenario, options).over(data);
  }

  /** Examples per second, 0 for no limit. */
  double rate(double unlessGiven) {
    double wanted = rate == null ? unlessGiven : rate;
    if (!(wanted >= 0)) {
      throw new IllegalArgumentException("rate: got %s, expected 0 or more".formatted(wanted));
    }
    return wanted;
  }

  private static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
