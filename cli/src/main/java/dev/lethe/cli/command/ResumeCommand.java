package dev.lethe.cli.command;

import dev.lethe.cli.options.MetricsOptions;
import dev.lethe.cli.options.RunAccessOptions;
import dev.lethe.cli.options.ScorecardOptions;
import dev.lethe.common.text.ShellWords;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunAction;
import dev.lethe.schemas.RunState;
import dev.lethe.trainer.RunAccess;
import dev.lethe.trainer.RunCommands;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Continues paused runs, and stopped runs with the settings that they began with. */
@Command(
    name = "resume",
    description =
        "Continues runs: a paused run goes on where its trainer is; a stopped run is started here,"
            + " with the settings that it began with, until Ctrl-C.",
    footer = {"", "Example: ./lethe resume er-s1"},
    mixinStandardHelpOptions = true)
public final class ResumeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RunAccessOptions runs;
  @Mixin private ScorecardOptions scorecard;
  @Mixin private MetricsOptions metrics;

  @Parameters(paramLabel = "RUN", arity = "1..*", description = "Names of the runs.")
  private List<String> names;

  @Option(
      names = "--take-over",
      description =
          "Also start a run here that is live or paused; the other trainer ends as failed.")
  private boolean takeOver;

  @Override
  public Integer call() throws InterruptedException {
    try (var trained = new TrainedRuns(spec, metrics)) {
      return resume(trained);
    }
  }

  private int resume(TrainedRuns trained) throws InterruptedException {
    RunAccess access = runs.access();
    List<Run> found = names.stream().distinct().map(name -> find(access, name)).toList();
    var commands = new RunCommands(access, Clock.systemUTC());
    found.forEach(run -> commands.send(run.getRun(), RunAction.RESUME));
    List<Run> paused =
        takeOver ? List.of() : found.stream().filter(ResumeCommand::isPaused).toList();
    for (Run run : paused) {
      AwaitedState.await(access, run.getRun(), RunState.LIVE);
      spec.commandLine().getOut().printf("run %s: continues%n", run.getRun());
      spec.commandLine().getOut().flush();
    }
    List<Run> stopped = found.stream().filter(run -> !paused.contains(run)).toList();
    return stopped.isEmpty() ? 0 : start(access, stopped, trained);
  }

  private Run find(RunAccess access, String name) {
    Run run = access.find(name);
    return isPaused(run) ? run : access.findStopped(name, takeOver);
  }

  private static boolean isPaused(Run run) {
    return run.getState() == RunState.PAUSED;
  }

  private int start(RunAccess access, List<Run> stopped, TrainedRuns trained)
      throws InterruptedException {
    trained.serve(stopped.size());
    for (Run run : stopped) {
      trained.start(
          access.config(run).toBuilder().scorecard(scorecard.references()).build(),
          Optional.empty());
      spec.commandLine()
          .getOut()
          .printf("run %s: %s%n", run.getRun(), ShellWords.quote(run.getMethod()));
      spec.commandLine().getOut().flush();
    }
    return trained.await();
  }
}
