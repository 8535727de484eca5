package dev.lethe.cli.command;

import dev.lethe.cli.options.CheckpointLocationOptions;
import dev.lethe.cli.options.CheckpointOptions;
import dev.lethe.cli.options.ClassNamesOption;
import dev.lethe.cli.options.KafkaOptions;
import dev.lethe.cli.options.MaxAheadOption;
import dev.lethe.cli.options.MetricsOptions;
import dev.lethe.cli.options.RunNameOption;
import dev.lethe.cli.options.RunOptions;
import dev.lethe.cli.options.ScorecardOptions;
import dev.lethe.cli.options.SeedOption;
import dev.lethe.common.text.ShellWords;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.trainer.SharedInput;
import dev.lethe.trainer.Trainer;
import dev.lethe.trainer.TrainerConfig;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs methods live on any cluster. */
@Command(
    name = "train",
    description = "Runs one or more methods live on the input topic of any cluster.",
    mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private KafkaOptions kafka;
  @Mixin private SeedOption seed;
  @Mixin private RunOptions runs;
  @Mixin private MaxAheadOption maxAhead;
  @Mixin private RunNameOption name;
  @Mixin private ScorecardOptions scorecard;
  @Mixin private CheckpointOptions checkpoints;
  @Mixin private ClassNamesOption classNames;
  @Mixin private MetricsOptions metrics;

  @Option(
      names = "--features",
      paramLabel = "N",
      required = true,
      description = "Number of features per example, e.g. 784 for images of 28x28.")
  private int features;

  @Option(
      names = "--classes",
      paramLabel = "N",
      required = true,
      description = "Number of classes; labels are 0 to N-1.")
  private int classes;

  @Option(
      names = "--start",
      paramLabel = "WHERE",
      defaultValue = "EARLIEST",
      description = "Start position of a new run: earliest or latest. Default: earliest.")
  private TrainerConfig.Start start;

  @Override
  public Integer call() throws InterruptedException {
    List<MethodExpression> methods = runs.liveMethods(List.of(MethodExpression.RECOMMENDED));
    Optional<ReferenceNetworks> references = scorecard.references();
    methods.forEach(
        method ->
            Trainer.requireLearnable(
                runs.learner(method, features, classes, seed.value()), references));
    Optional<String> names = classNames.line(classes);
    try (var trained = new TrainedRuns(spec, metrics)) {
      kafka.prepareTopics();
      Optional<SharedInput> shared =
          methods.size() > 1 ? Optional.of(SharedInput.ofHeap()) : Optional.empty();
      trained.serve(methods.size());
      for (MethodExpression method : methods) {
        String run = name.name(method, methods, seed.value());
        trained.start(config(run, method, names, references), shared);
        spec.commandLine()
            .getOut()
            .printf("run %s: %s%n", run, ShellWords.quote(method.toString()));
        spec.commandLine().getOut().flush();
      }
      return trained.await();
    }
  }

  private TrainerConfig config(
      String run,
      MethodExpression method,
      Optional<String> names,
      Optional<ReferenceNetworks> references) {
    return TrainerConfig.builder(
            run, kafka.topics(), runs.learner(method, features, classes, seed.value()))
        .classNames(names)
        .scorecard(references)
        .bootstrapServers(kafka.bootstrapServer())
        .schemaRegistryUrl(kafka.schemaRegistryUrl())
        .start(start)
        .maxAhead(maxAhead.value())
        .checkpoints(checkpoints.settings(CheckpointLocationOptions.DEFAULT))
        .onMissing(checkpoints.onMissing())
        .kafka(kafka.kafka())
        .build();
  }
}
