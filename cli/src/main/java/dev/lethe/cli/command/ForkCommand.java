package dev.lethe.cli.command;

import dev.lethe.cli.options.CheckpointLocationOptions;
import dev.lethe.cli.options.MetricsOptions;
import dev.lethe.cli.options.RunAccessOptions;
import dev.lethe.cli.options.RunOptions;
import dev.lethe.common.text.ShellWords;
import dev.lethe.learner.Adoption;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.window.WindowRule;
import dev.lethe.trainer.RestoredRun;
import dev.lethe.trainer.RunAccess;
import dev.lethe.trainer.RunFork;
import dev.lethe.trainer.TimeTravel;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import dev.lethe.trainer.travel.RunMoment;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts a run from a moment of another one. */
@Command(
    name = "fork",
    description = {
      "Starts a run from a moment of another one, with another method, optimizer or window rule, and"
          + " trains it until Ctrl-C. Parts that both have keep their state; new parts start empty."
          + " The records of the other run up to the moment become those of the fork.",
      "Moments: RUN@window:3 (that window has ended), RUN@offset:0/12345 (after that record),"
          + " RUN@step:2000, RUN@2026-11-28T10:00:00Z (event time); RUN is the newest state."
    },
    mixinStandardHelpOptions = true)
public final class ForkCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RunAccessOptions runs;
  @Mixin private MetricsOptions metrics;

  @Parameters(paramLabel = "RUN@MOMENT", description = "Run and moment to start from.")
  private String at;

  @Option(
      names = "--method",
      paramLabel = "EXPRESSION",
      description =
          "Method of the fork, e.g. 'er(memory=500)+adam(lr=0.001)'; ./lethe parts lists the parts."
              + " Without an optimizer, the fork keeps that of the run. Default: the run's method.")
  private String method;

  @Option(
      names = "--windows",
      paramLabel = "RULE",
      description = "Rule that ends task windows. Default: the run's rule.")
  private String windows;

  @Option(
      names = "--run",
      paramLabel = "NAME",
      description =
          "Name of the fork: letters, digits, '.' and '-'. Default: made of its method and seed,"
              + " and -fork.")
  private String name;

  @Option(names = "--prepare", description = "Only makes the fork; ./lethe resume NAME starts it.")
  private boolean prepare;

  @Override
  public Integer call() throws InterruptedException {
    RunMoment moment = RunMoment.parse(at);
    try (var trained = new TrainedRuns(spec, metrics)) {
      RunFork.Forked forked = fork(runs.access(), moment);
      print(forked);
      if (prepare) {
        return 0;
      }
      trained.serve(1);
      trained.start(forked.config(), Optional.empty());
      return trained.await();
    }
  }

  private RunFork.Forked fork(RunAccess access, RunMoment moment) {
    try (RestoredRun parent = new TimeTravel(access).restore(moment)) {
      CheckpointSettings settings =
          access
              .checkpointsOf(parent.run())
              .orElseGet(() -> CheckpointSettings.at(CheckpointLocationOptions.DEFAULT, Map.of()));
      LearnerSpec learner = changed(access.learnerOf(parent.run()));
      String child =
          name == null ? RunOptions.runName(learner.method(), learner.seed()) + "-fork" : name;
      return new RunFork(access, Clock.systemUTC()).fork(parent, child, learner, settings);
    }
  }

  private LearnerSpec changed(LearnerSpec parent) {
    LearnerSpec.Builder builder = parent.toBuilder();
    if (method != null) {
      builder.method(MethodExpression.parse(method).withDefault(parent.method().optimizerText()));
    }
    if (windows != null) {
      builder.windows(WindowRule.parse(windows));
    }
    return builder.build();
  }

  private void print(RunFork.Forked forked) {
    PrintWriter out = spec.commandLine().getOut();
    Adoption adoption = forked.adoption();
    out.printf(
        "run %s: %s, from %s%n",
        forked.config().run(), ShellWords.quote(forked.config().learner().method().toString()), at);
    out.printf("keeps:   model, holdouts, %s%n", String.join(", ", adoption.kept()));
    out.printf("starts:  %s%n", list(adoption.started()));
    out.printf("dropped: %s%n", list(adoption.dropped()));
    out.flush();
  }

  private static String list(List<String> parts) {
    return parts.isEmpty() ? "nothing" : String.join(", ", parts);
  }
}
