package dev.lethe.cli.command;

import dev.lethe.cli.options.RunAccessOptions;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunAction;
import dev.lethe.schemas.RunState;
import dev.lethe.trainer.RunAccess;
import dev.lethe.trainer.RunCommands;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Pauses live runs, wherever their trainers are. */
@Command(
    name = "pause",
    description = {
      "Pauses live runs, wherever their trainers are: they commit, take a checkpoint, and consume"
          + " nothing until ./lethe resume. Their processes keep the learners.",
      "A paused run that is started again stays paused."
    },
    footer = {"", "Example: ./lethe pause er-s1"},
    mixinStandardHelpOptions = true)
public final class PauseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RunAccessOptions runs;

  @Parameters(paramLabel = "RUN", arity = "1..*", description = "Names of the runs.")
  private List<String> names;

  @Override
  public Integer call() throws InterruptedException {
    RunAccess access = runs.access();
    List<Run> found = names.stream().distinct().map(access::find).toList();
    found.forEach(PauseCommand::requireLive);
    var commands = new RunCommands(access, Clock.systemUTC());
    found.forEach(run -> commands.send(run.getRun(), RunAction.PAUSE));
    for (Run run : found) {
      AwaitedState.await(access, run.getRun(), RunState.PAUSED);
      spec.commandLine().getOut().printf("run %s: paused%n", run.getRun());
      spec.commandLine().getOut().flush();
    }
    return 0;
  }

  private static void requireLive(Run run) {
    if (run.getState() == RunState.STOPPED || run.getState() == RunState.FAILED) {
      throw new IllegalArgumentException(
          "run: got '%s', which is %s, expected a live run"
              .formatted(run.getRun(), run.getState()));
    }
  }
}
