package dev.lethe.cli.command;

import dev.lethe.trainer.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** Waits for the runs of a command. */
final class RunningTrainers {
  private static final long POLL_MILLIS = 200;

  private RunningTrainers() {}

  /**
   * Waits for all runs; a failed one has told its reason on the console, the others continue.
   *
   * @return exit code of the command
   */
  static int await(List<Trainer> trainers) throws InterruptedException {
    List<Trainer> running = new ArrayList<>(trainers);
    boolean failed = false;
    while (!running.isEmpty()) {
      for (Trainer trainer : List.copyOf(running)) {
        if (trainer.state() == Trainer.State.FAILED) {
          failed = true;
          running.remove(trainer);
        } else if (trainer.state() == Trainer.State.STOPPED) {
          running.remove(trainer);
        }
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return failed ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }
}
