package dev.lethe.cli.command;

import dev.lethe.cli.compare.AddedComparisons;
import dev.lethe.cli.compare.CombinedFiles;
import dev.lethe.cli.compare.ComparedStream;
import dev.lethe.cli.compare.ComparisonFiles;
import dev.lethe.cli.compare.ComparisonRuns;
import dev.lethe.cli.compare.ComparisonRuns.Outcome;
import dev.lethe.cli.compare.ComparisonTable;
import dev.lethe.cli.compare.DatasetStream;
import dev.lethe.cli.compare.RunProgress;
import dev.lethe.cli.compare.StreamsTable;
import dev.lethe.cli.compare.TopicStream;
import dev.lethe.cli.options.AddOptions;
import dev.lethe.cli.options.ComparedInputOptions;
import dev.lethe.cli.options.ComparisonOptions;
import dev.lethe.cli.options.DatasetReport;
import dev.lethe.cli.options.FeedOptions;
import dev.lethe.common.text.ShellWords;
import dev.lethe.compare.analysis.Combination;
import dev.lethe.compare.engine.ComparisonEngine;
import dev.lethe.compare.engine.RunSettings;
import dev.lethe.compare.plan.ComparisonDirectory;
import dev.lethe.compare.plan.ComparisonPlan;
import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.StreamsResults;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.stack.Ports;
import dev.lethe.stack.StackConfig;
import dev.lethe.trainer.Trainer;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import dev.lethe.trainer.replay.InputRange;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares methods on one stream over several seeds. */
@Command(
    name = "compare",
    description = {
      "Compares methods on one stream over several seeds: on a range of the input topic of any"
          + " cluster with --input, otherwise on a data set that is sent to a stack of its own.",
      "Each run is a normal run. If the command is interrupted, the same command continues: finished"
          + " runs are kept, others continue from their checkpoints.",
      "Writes results.json, results.csv and report.html.",
      "With --add, it combines finished comparisons: of one stream, or over several streams."
    },
    footer = {
      "",
      "Examples:",
      "  ./lethe compare --dataset glyphs --scenario split --method naive --method 'er(memory=500)'"
          + " --seeds 5 --out comparison",
      "  ./lethe compare --input lethe.examples --from 2026-11-28T10:00:00Z --method"
          + " 'er(memory=500)' --method 'derpp(memory=500)' --seeds 10 --out comparison",
      "  ./lethe compare --add mnist --add elec2 --out both"
    },
    mixinStandardHelpOptions = true)
public final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ComparisonOptions comparison;
  @Mixin private ComparedInputOptions input;
  @Mixin private FeedOptions feed;
  @Mixin private AddOptions add;

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
      names = "--parallel",
      paramLabel = "N",
      description = "Number of runs at a time. Default: the number of processors.")
  private Integer parallel;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port of the dashboard of a data set's stack. Default: a free port.")
  private Integer port;

  @Override
  public Integer call() throws Exception {
    Instant now = Instant.now();
    List<ComparisonResults> added = AddedComparisons.read(add.added());
    if (add.runsNothing(spec.commandLine().getParseResult())) {
      combine(added, () -> CombinedFiles.open(directory, add.added()));
      return 0;
    }
    int runsAtATime = parallel();
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
    if (planOnly) {
      Path fixed = ComparisonDirectory.fix(directory, chosen);
      spec.commandLine().getOut().println("%s  %s".formatted(chosen.sha256(), fixed));
      return 0;
    }
    var out = ComparisonDirectory.open(directory, chosen, stream.records(), now);
    Optional<Outcome> outcome = execute(planned, stream, out, runsAtATime);
    if (outcome.isEmpty()) {
      return 1;
    }
    var files = new ComparisonFiles(chosen, out, stream, planned, command());
    ComparisonResults results =
        files.write(outcome.get(), comparison.baselinesWithoutLearner(), now);
    if (added.isEmpty()) {
      print(ComparisonTable.rows(results), results.verdict());
    } else {
      List<ComparisonResults> all = new ArrayList<>(List.of(results));
      all.addAll(added);
      combine(all, () -> CombinedFiles.beside(directory));
    }
    long failed = outcome.get().failed();
    if (failed > 0) {
      tell("failed runs: %d; the same command tries them again".formatted(failed));
    }
    return failed == 0 ? 0 : 1;
  }

  private int parallel() {
    int chosen = parallel == null ? Runtime.getRuntime().availableProcessors() : parallel;
    if (chosen < 1) {
      throw new IllegalArgumentException("parallel: got %d, expected 1 or more".formatted(chosen));
    }
    return chosen;
  }

  private ComparedStream stream() {
    if (input.isGiven()) {
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
    var stream =
        new DatasetStream(
            feed.spec(),
            Optional.ofNullable(streamSeed),
            comparison.seeds().get(0),
            dashboard,
            this::tell);
    DatasetReport.print(stream.first().dataset(), spec.commandLine().getErr());
    return stream;
  }

  /** Executes what has not finished; returns nothing if the command is interrupted. */
  private Optional<Outcome> execute(
      ComparisonRuns planned, ComparedStream stream, ComparisonDirectory out, int runsAtATime)
      throws Exception {
    Optional<Outcome> before = planned.finished(out);
    if (before.isPresent()) {
      tell("all %d runs have finished before".formatted(before.get().size()));
      return before;
    }
    List<AutoCloseable> parts = new ArrayList<>();
    var closing = ShutdownHook.closing(parts);
    try {
      ComparedStream.Cluster cluster = stream.connect(out);
      parts.add(cluster);
      cluster.dashboard().ifPresent(address -> tell("dashboard: " + address));
      var settings =
          new RunSettings(
              comparison.references(),
              comparison.maxAhead(),
              CheckpointSettings.at(out.checkpoints().toString(), Map.of()),
              everyPrediction,
              stream.classNames());
      var engine = new ComparisonEngine(cluster.access(), settings, out, runsAtATime);
      parts.add(engine);
      var progress =
          new RunProgress(planned.size(), planned.ended(out), this::tell, System::nanoTime);
      Outcome outcome =
          cluster.supervise(
              () -> planned.execute(out, cluster, runs -> engine.execute(runs, progress::ended)));
      closing.run();
      if (outcome.failed() == 0) {
        cluster.deleteData();
      }
      return Optional.of(outcome);
    } catch (CancellationException | InterruptedException e) {
      tell("interrupted; the same command continues");
      return Optional.empty();
    } finally {
      closing.run();
    }
  }

  private String command() {
    return "./lethe "
        + spec.commandLine().getParseResult().originalArgs().stream()
            .map(ShellWords::quote)
            .collect(Collectors.joining(" "));
  }

  /** Writes finished comparisons as one; the place is not touched if they do not fit together. */
  private void combine(List<ComparisonResults> parts, Supplier<CombinedFiles> place) {
    List<ComparisonResults> streams =
        Combination.of(parts, AddOptions.metric(spec.commandLine().getParseResult()));
    if (streams.size() == 1) {
      ComparisonResults results = place.get().write(streams.get(0));
      print(ComparisonTable.rows(results), results.verdict());
    } else {
      StreamsResults results = place.get().write(streams, command());
      print(StreamsTable.rows(results), results.verdict());
    }
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

  private void tell(String line) {
    spec.commandLine().getErr().println("lethe: " + line);
    spec.commandLine().getErr().flush();
  }
}
