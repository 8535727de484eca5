package dev.lethe.cli.command;

import dev.lethe.cli.demo.CompletionWatcher;
import dev.lethe.cli.demo.DemoDirectory;
import dev.lethe.cli.demo.FinalMetrics;
import dev.lethe.cli.feed.Feeder;
import dev.lethe.cli.local.LocalDeployment;
import dev.lethe.cli.options.DatasetReport;
import dev.lethe.cli.options.FeedOptions;
import dev.lethe.cli.options.LearnerSettings;
import dev.lethe.cli.options.MaxAheadOption;
import dev.lethe.cli.options.RunOptions;
import dev.lethe.cli.options.ScorecardOptions;
import dev.lethe.cli.options.SeedOption;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.scenarios.ExampleStream;
import dev.lethe.scenarios.TaskSize;
import dev.lethe.scenarios.data.ClassNames;
import dev.lethe.scenarios.data.TableSummary;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.Ports;
import dev.lethe.stack.StackConfig;
import dev.lethe.trainer.Trainer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a complete demo on one machine. */
@Command(
    name = "demo",
    description =
        "Runs everything on one machine: a drifting stream, runs that train on it, and a live"
            + " dashboard of their forgetting.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  private static final List<String> METHODS = List.of("naive", "er(memory=500)");

  /**
   * Default rate without {@code --exit}, slow enough to watch the dashboard, examples per second.
   */
  private static final double WATCHABLE_RATE = 400;

  /** Number of steps between evaluations without {@code --exit}, for smooth curves. */
  private static final int WATCHABLE_EVALUATION_INTERVAL = 20;

  @Spec private CommandSpec spec;
  @Mixin private SeedOption seed;
  @Mixin private RunOptions runs;
  @Mixin private MaxAheadOption maxAhead;
  @Mixin private ScorecardOptions scorecard;
  @Mixin private FeedOptions feed;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port of the dashboard, or 0 for a free port. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Empty directory for the data of the demo. Default: a directory below .lethe that is"
              + " deleted at the end.")
  private Path directory;

  @Option(
      names = "--exit",
      description =
          "Sends as fast as possible, exits when all metrics are available, and prints the final"
              + " metrics as the last line, in JSON.")
  private boolean exit;

  @Override
  public Integer call() throws Exception {
    long start = System.nanoTime();
    var err = spec.commandLine().getErr();
    // reading the data set can take long, so that all other options are checked before it
    List<MethodExpression> methods = runs.methods(METHODS);
    LearnerSettings settings = runs.settings(exit ? 0 : WATCHABLE_EVALUATION_INTERVAL);
    ExampleStream stream = feed.stream(seed.value());
    DatasetReport.print(stream.dataset(), err);
    Map<String, LearnerSpec> learners = learners(stream, methods, settings);
    Optional<ReferenceNetworks> references = scorecard.references();
    learners.values().forEach(learner -> Trainer.requireLearnable(learner, references));
    Ports.requireFree("port", StackConfig.LOCALHOST, port);
    double rate = feed.rate(exit ? 0 : WATCHABLE_RATE);
    List<AutoCloseable> parts = new ArrayList<>();
    var closing = ShutdownHook.closing(parts);
    try {
      DemoDirectory data = DemoDirectory.prepare(directory, Path.of(".lethe"));
      parts.add(data);
      LocalDeployment lethe =
          LocalDeployment.start(
              StackConfig.ephemeral(data.path()),
              new Topics(Topics.DEFAULT_PREFIX),
              port,
              line -> err.println("lethe: " + line));
      parts.add(lethe);
      Optional<String> names =
          stream
              .dataset()
              .source()
              .table()
              .map(TableSummary::classes)
              .filter(ClassNames::numbered)
              .map(ClassNames::list);
      // Without checkpoints: a demo replays its stream anew.
      learners.forEach(
          (run, learner) ->
              lethe.train(
                  run,
                  learner,
                  builder ->
                      builder.classNames(names).scorecard(references).maxAhead(maxAhead.value())));
      PrintWriter out = spec.commandLine().getOut();
      out.printf("dashboard: %s%n", lethe.dashboard());
      out.flush();
      lethe.supervise(() -> feed(lethe, stream, rate));
      List<FinalMetrics.RunResult> results =
          new CompletionWatcher(
                  lethe, stream, List.copyOf(learners.keySet()), references.isPresent())
              .await(err::println).stream().map(FinalMetrics.RunResult::of).toList();
      results.stream()
          .flatMap(result -> result.missing().stream())
          .distinct()
          .forEach(missing -> err.println("lethe: " + missing));
      if (exit) {
        closing.run();
        double elapsed = (System.nanoTime() - start) / 1e9;
        out.println(new FinalMetrics(results, elapsed).toJson());
        out.flush();
      } else {
        results.forEach(result -> out.println(result.summary()));
        out.printf("stream complete; the dashboard stays at %s until Ctrl-C%n", lethe.dashboard());
        out.flush();
        lethe.awaitFailure();
      }
    } finally {
      closing.run();
    }
    return 0;
  }

  private Map<String, LearnerSpec> learners(
      ExampleStream stream, List<MethodExpression> methods, LearnerSettings settings) {
    Map<String, LearnerSpec> learners = new LinkedHashMap<>();
    for (MethodExpression method : methods) {
      LearnerSpec learner =
          settings.learner(method, stream.dataset().features(), stream.classes(), seed.value());
      learners.put(RunOptions.runName(method, seed.value()), learner);
    }
    return learners;
  }

  private void feed(LocalDeployment lethe, ExampleStream stream, double rate) {
    try (var feeder =
            Feeder.connect(
                new Topics(Topics.DEFAULT_PREFIX).examples(),
                lethe.bootstrapServers(),
                Map.of(),
                lethe.serdes());
        var progress = Progress.of(description(stream), stream.size(), System.err)) {
      feeder.send(
          stream,
          rate,
          () -> true,
          progress::stepTo,
          warning -> spec.commandLine().getErr().println("lethe: " + warning));
    }
  }

  /** Describes the examples that the progress display counts. */
  private static String description(ExampleStream stream) {
    long train = stream.tasks().stream().mapToLong(TaskSize::train).sum();
    return "sending %d training and %d evaluation examples".formatted(train, stream.size() - train);
  }
}
