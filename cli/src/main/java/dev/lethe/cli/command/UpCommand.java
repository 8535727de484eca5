package dev.lethe.cli.command;

import dev.lethe.cli.local.LocalDeployment;
import dev.lethe.cli.options.AlertOptions;
import dev.lethe.cli.options.CheckpointOptions;
import dev.lethe.cli.options.ClassNamesOption;
import dev.lethe.cli.options.MaxAheadOption;
import dev.lethe.cli.options.Portfolio;
import dev.lethe.cli.options.PromotionOptions;
import dev.lethe.cli.options.RunNameOption;
import dev.lethe.cli.options.RunOptions;
import dev.lethe.cli.options.ScorecardOptions;
import dev.lethe.cli.options.SeedOption;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.measures.promotion.PromotionRule;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.Ports;
import dev.lethe.stack.StackConfig;
import dev.lethe.streams.alert.AlertSettings;
import dev.lethe.streams.promotion.PromotedRuns;
import dev.lethe.trainer.Trainer;
import dev.lethe.trainer.TrainerConfig;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs Lethe on one machine for the user's own producers. */
@Command(
    name = "up",
    description =
        "Starts broker, registry, dashboard and runs on this machine for your producers. With the"
            + " same directory, it resumes the runs and keeps the data.",
    mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {
  /**
   * Default number of steps between evaluations. Between window ends the dashboard would otherwise
   * show nothing of what is being forgotten.
   */
  private static final int EVALUATION_INTERVAL = 100;

  private static final List<String> DEFAULT_METHODS = List.of(Portfolio.NAME);

  @Spec private CommandSpec spec;
  @Mixin private SeedOption seed;
  @Mixin private RunOptions runs;
  @Mixin private MaxAheadOption maxAhead;
  @Mixin private RunNameOption name;
  @Mixin private ScorecardOptions scorecard;
  @Mixin private CheckpointOptions checkpoints;
  @Mixin private ClassNamesOption classNames;
  @Mixin private PromotionOptions promotion;
  @Mixin private AlertOptions alerts;

  @Option(
      names = "--promote",
      description =
          "Serves the predictions of one run on lethe.served and switches to another one when it is"
              + " shown to be better. Always on with the method auto.")
  private boolean promote;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = ".lethe/up",
      description = "Directory of all data. Default: ${DEFAULT-VALUE}.")
  private Path directory;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port of the dashboard, or 0 for a free port. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--broker-port",
      paramLabel = "N",
      defaultValue = "9092",
      description = "Port of the Kafka broker, or 0 for a free port. Default: ${DEFAULT-VALUE}.")
  private int brokerPort;

  @Option(
      names = "--registry-port",
      paramLabel = "N",
      defaultValue = "8081",
      description = "Port of the schema registry, or 0 for a free port. Default: ${DEFAULT-VALUE}.")
  private int registryPort;

  @Option(
      names = "--features",
      paramLabel = "N",
      defaultValue = "784",
      description =
          "Number of features per example. Default: ${DEFAULT-VALUE}, for images of 28x28.")
  private int features;

  @Option(
      names = "--classes",
      paramLabel = "N",
      defaultValue = "10",
      description = "Number of classes; labels are 0 to N-1. Default: ${DEFAULT-VALUE}.")
  private int classes;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    var topics = new Topics(Topics.DEFAULT_PREFIX);
    List<MethodExpression> methods = runs.liveMethods(DEFAULT_METHODS);
    Optional<ReferenceNetworks> references = scorecard.references();
    Optional<CheckpointSettings> kept =
        checkpoints.settings(directory.resolve("checkpoints").toString());
    TrainerConfig.OnMissing missing = checkpoints.onMissing();
    Optional<String> names = classNames.line(classes);
    methods.forEach(method -> Trainer.requireLearnable(learner(method), references));
    Optional<PromotedRuns> promoted = promoted(methods);
    AlertSettings alerting = alerts.settings();
    Ports.requireFree("port", StackConfig.LOCALHOST, port);
    List<AutoCloseable> parts = new ArrayList<>();
    var closing = ShutdownHook.closing(parts);
    try {
      LocalDeployment lethe =
          LocalDeployment.start(
              new StackConfig(directory, brokerPort, registryPort, StackConfig.LOCALHOST),
              topics,
              port,
              promoted,
              alerting,
              line -> spec.commandLine().getErr().println("lethe: " + line));
      parts.add(lethe);
      methods.forEach(
          method ->
              lethe.train(
                  name.name(method, methods, seed.value()),
                  learner(method),
                  builder ->
                      builder
                          .classNames(names)
                          .scorecard(references)
                          .maxAhead(maxAhead.value())
                          .checkpoints(kept)
                          .onMissing(missing)));
      out.printf("broker:    %s%n", lethe.bootstrapServers());
      out.printf("registry:  %s%n", lethe.registryUrl());
      out.printf("input:     %s%n", topics.examples());
      out.printf("dashboard: %s%n", lethe.dashboard());
      if (promoted.isPresent()) {
        out.printf("served:    %s (./lethe promote)%n", topics.served());
      }
      out.printf("Press Ctrl-C or run ./lethe down to stop%n");
      out.flush();
      lethe.awaitFailure();
    } finally {
      closing.run();
    }
    return 0;
  }

  private Optional<PromotedRuns> promoted(List<MethodExpression> methods) {
    PromotionRule rule = promotion.rule();
    if (!promote && !runs.isAuto(DEFAULT_METHODS)) {
      return Optional.empty();
    }
    return Optional.of(
        new PromotedRuns(
            rule,
            methods.stream().map(method -> name.name(method, methods, seed.value())).toList()));
  }

  private LearnerSpec learner(MethodExpression method) {
    return runs.learner(method, features, classes, seed.value(), EVALUATION_INTERVAL);
  }
}
