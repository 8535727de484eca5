package dev.lethe.cli.command;

import dev.lethe.cli.options.RunAccessOptions;
import dev.lethe.cli.options.ScorecardOptions;
import dev.lethe.common.text.ShellWords;
import dev.lethe.schemas.Run;
import dev.lethe.trainer.RunAccess;
import dev.lethe.trainer.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Continues runs with the settings that they began with. */
@Command(
    name = "resume",
    description =
        "Continues runs where they stopped, with the settings that they began with, until Ctrl-C.",
    mixinStandardHelpOptions = true)
public final class ResumeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RunAccessOptions runs;
  @Mixin private ScorecardOptions scorecard;

  @Parameters(paramLabel = "RUN", arity = "1..*", description = "Names of the runs.")
  private List<String> names;

  @Option(
      names = "--take-over",
      description = "Also continue a run that is live; the other trainer ends as failed.")
  private boolean takeOver;

  @Override
  public Integer call() throws InterruptedException {
    RunAccess access = runs.access();
    List<Run> found =
        names.stream().distinct().map(name -> access.findStopped(name, takeOver)).toList();
    List<Trainer> trainers = new ArrayList<>();
    var closing = ShutdownHook.closing(trainers);
    try {
      for (Run run : found) {
        trainers.add(
            Trainer.start(
                access.config(run).toBuilder().scorecard(scorecard.references()).build(),
                this::warn));
        spec.commandLine()
            .getOut()
            .printf("run %s: %s%n", run.getRun(), ShellWords.quote(run.getMethod()));
        spec.commandLine().getOut().flush();
      }
      return RunningTrainers.await(trainers);
    } finally {
      closing.run();
    }
  }

  private void warn(String line) {
    spec.commandLine().getErr().println("lethe: " + line);
    spec.commandLine().getErr().flush();
  }
}
