package dev.lethe.cli.command;

import dev.lethe.cli.compare.AddedComparisons;
import dev.lethe.cli.compare.CombinedFiles;
import dev.lethe.cli.compare.ComparedStream;
import dev.lethe.cli.compare.ComparisonFiles;
import dev.lethe.cli.compare.ComparisonRuns;
import dev.lethe.cli.compare.ComparisonRuns.Outcome;
import dev.lethe.cli.compare.DatasetStream;
import dev.lethe.cli.compare.TopicStream;
import dev.lethe.cli.options.AddOptions;
import dev.lethe.cli.options.ComparedInputOptions;
import dev.lethe.cli.options.ComparisonOptions;
import dev.lethe.cli.options.DatasetReport;
import dev.lethe.cli.options.FeedOptions;
import dev.lethe.cli.options.ParallelOption;
import dev.lethe.cli.options.StreamsOptions;
import dev.lethe.cli.options.StreamsOptions.NamedStream;
import dev.lethe.compare.engine.RunSettings;
import dev.lethe.compare.plan.ComparisonDirectory;
import dev.lethe.compare.plan.ComparisonPlan;
import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.RunMetric;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.stack.Ports;
import dev.lethe.stack.StackConfig;
import dev.lethe.trainer.Trainer;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import dev.lethe.trainer.replay.InputRange;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Compares methods on one stream or more over several seeds. */
@Command(
    name = "compare",
    description = {
      "Compares methods on one stream over several seeds: on a range of the input topic of any"
          + " cluster with --input, otherwise on a data set that is sent to a stack of its own.",
      "Each run is a normal run. If the command is interrupted, the same command continues: finished"
          + " runs are kept, others continue from their checkpoints.",
      "Writes results.json, results.csv and report.html.",
      "With --stream, it compares on several streams, one after the other, and over them.",
      "With --add, it combines finished comparisons: of one stream, or over several streams."
    },
    footer = {
      "",
      "Examples:",
      "  ./lethe compare --dataset glyphs --scenario split --method naive --method 'er(memory=500)'"
          + " --seeds 5 --out comparison",
      "  ./lethe compare --input lethe.examples --from 2026-11-28T10:00:00Z --method"
          + " 'er(memory=500)' --method 'derpp(memory=500)' --seeds 10 --out comparison",
      "  ./lethe compare --stream 'split=--scenario split' --stream 'permuted=--scenario permuted'"
          + " --dataset glyphs --method naive --method er --seeds 5 --out two",
      "  ./lethe compare --add mnist --add elec2 --out both"
    },
    mixinStandardHelpOptions = true)
public final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ComparisonOptions comparison;
  @Mixin private ComparedInputOptions input;
  @Mixin private FeedOptions feed;
  @Mixin private AddOptions add;
  @Mixin private StreamsOptions streams;
  @Mixin private ParallelOption parallel;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description =
          "Directory of the results: empty, or that of the same comparison, which then continues.")
  private Path directory;

  @Option(
      names = "--plan-only",
      description =
          "Writes the plan with its hypotheses into --out, prints its SHA-256, and runs nothing. The"
              + " same command without this option executes it.")
  private boolean planOnly;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description =
          "Plan that was fixed before, the plan.json of --plan-only: refused if the options give"
              + " another plan.")
  private Path plan;

  @Option(
      names = "--stream-seed",
      paramLabel = "N",
      description =
          "Seed of the stream of all runs. Default: each run has a stream with its own seed.")
  private Long streamSeed;

  @Option(
      names = "--predictions",
      description =
          "Publishes every prediction with the id of its example. Default: outcomes only, from which"
              + " all metrics follow. The results are the same.")
  private boolean everyPrediction;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port of the dashboard of a data set's stack. Default: a free port.")
  private Integer port;

  @Override
  public Integer call() throws Exception {
    List<ComparisonResults> parts = new ArrayList<>(AddedComparisons.read(add.added()));
    ParseResult options = spec.commandLine().getParseResult();
    if (add.runsNothing(options)) {
      output()
          .combine(
              parts, AddOptions.metric(options), () -> CombinedFiles.open(directory, add.added()));
      return 0;
    }
    List<NamedStream> named = streams.values();
    if (!named.isEmpty()) {
      return compareStreams(named, parts);
    }
    if (planOnly) {
      fixPlan();
      return 0;
    }
    Optional<Compared> compared = compare();
    if (compared.isEmpty()) {
      return 1;
    }
    if (parts.isEmpty()) {
      output().print(compared.get().results());
    } else {
      parts.add(0, compared.get().results());
      output().combine(parts, AddOptions.metric(options), () -> CombinedFiles.beside(directory));
    }
    return output().exitCode(List.of(compared.get()));
  }

  private int compareStreams(List<NamedStream> named, List<ComparisonResults> added)
      throws Exception {
    var comparisons = new StreamComparisons(spec, directory, named);
    comparisons.requireValid();
    List<String> parts = new ArrayList<>(named.stream().map(NamedStream::toString).toList());
    parts.addAll(add.added());
    CombinedFiles files = CombinedFiles.open(directory, parts);
    if (planOnly) {
      comparisons.fixPlans();
      return 0;
    }
    Optional<List<Compared>> compared = comparisons.compare(this::tell);
    if (compared.isEmpty()) {
      return 1;
    }
    List<ComparisonResults> results = comparisons.named(compared.get());
    Optional<RunMetric> metric =
        AddOptions.metric(spec.commandLine().getParseResult())
            .or(() -> StreamComparisons.metric(results));
    output().combine(Stream.concat(results.stream(), added.stream()).toList(), metric, () -> files);
    return output().exitCode(compared.get());
  }

  /**
   * A comparison whose options and stream are valid.
   *
   * @param runs its runs
   */
  record Prepared(ComparedStream stream, ComparisonPlan plan, ComparisonRuns runs) {}

  /**
   * A comparison that has ended.
   *
   * @param outcome its runs
   */
  record Compared(ComparisonResults results, Outcome outcome) {}

  /**
   * Checks options, stream and directory. Writes and starts nothing.
   *
   * @throws IllegalArgumentException if an option is invalid
   */
  Prepared prepare() {
    parallel.value();
    // reading a data set or a topic can take long, so that all other options are checked before it
    comparison.plan("", false);
    Optional<ReferenceNetworks> references = comparison.references();
    ComparedStream stream = stream();
    ComparisonPlan chosen =
        comparison.plan(
            stream.identity(), stream.streamSeed(comparison.seeds().get(0)).isPresent());
    if (plan != null) {
      chosen.requireEqual(plan);
    }
    var planned = new ComparisonRuns(chosen, comparison.settings(), stream, comparison.maxAhead());
    planned.learners().forEach(learner -> Trainer.requireLearnable(learner, references));
    planned.requireWindows(directory);
    ComparisonDirectory.requireFor(directory, chosen);
    return new Prepared(stream, chosen, planned);
  }

  /** Writes the plan and prints its hash. */
  void fixPlan() {
    ComparisonPlan chosen = prepare().plan();
    Path fixed = ComparisonDirectory.fix(directory, chosen);
    spec.commandLine().getOut().println("%s  %s".formatted(chosen.sha256(), fixed));
  }

  /** Executes what has not finished; returns nothing if the command is interrupted. */
  Optional<Compared> compare() throws Exception {
    Instant now = Instant.now();
    Prepared prepared = prepare();
    ComparedStream stream = prepared.stream();
    if (stream instanceof DatasetStream data) {
      DatasetReport.print(data.first().dataset(), spec.commandLine().getErr());
    }
    var out = ComparisonDirectory.open(directory, prepared.plan(), stream.records(), now);
    var settings =
        new RunSettings(
            comparison.references(),
            comparison.maxAhead(),
            CheckpointSettings.at(out.checkpoints().toString(), Map.of()),
            everyPrediction,
            stream.classNames());
    var execution = new ComparisonExecution(prepared.runs(), stream, out, settings, this::tell);
    return execution
        .execute(parallel.value())
        .map(
            outcome ->
                new Compared(
                    new ComparisonFiles(
                            prepared.plan(), out, stream, prepared.runs(), output().command())
                        .write(outcome, comparison.baselinesWithoutLearner(), now),
                    outcome));
  }

  private void requireNoDataset() {
    for (String option : List.of("--dataset", "--scenario")) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new IllegalArgumentException(
            "input: got a topic together with %s, expected only one of them".formatted(option));
      }
    }
  }

  private ComparedStream stream() {
    if (input.isGiven()) {
      requireNoDataset();
      return TopicStream.find(
          input.access(),
          ComparisonDirectory.range(directory, ComparedStream.SHARED).map(InputRange::parse),
          input.from(),
          input.to(),
          input.features(),
          input.classes(),
          comparison.maxAhead());
    }
    input.requireNoRange();
    int dashboard = port == null ? 0 : port;
    Ports.requireFree("port", StackConfig.LOCALHOST, dashboard);
    return new DatasetStream(
        feed.spec(),
        Optional.ofNullable(streamSeed),
        comparison.seeds().get(0),
        dashboard,
        this::tell);
  }

  private ComparisonOutput output() {
    return new ComparisonOutput(spec, directory);
  }

  private void tell(String line) {
    output().tell(line);
  }
}
