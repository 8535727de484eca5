package dev.lethe.cli.command;

import dev.lethe.schemas.RunState;
import dev.lethe.trainer.RunAccess;
import java.util.concurrent.TimeUnit;

/** Waits for a run to reach a state. */
final class AwaitedState {
  private static final long POLL_MILLIS = 300;
  private static final long PATIENCE_SECONDS = 60;

  private AwaitedState() {}

  /**
   * Waits for a state.
   *
   * @throws IllegalStateException if the trainer of the run does not react in time
   */
  static void await(RunAccess access, String run, RunState expected) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    RunState got = access.find(run).getState();
    while (got != expected) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "run: got '%s' in state %s after %d s, expected %s: if its trainer was killed, start it again; it will find the command"
                .formatted(run, got, PATIENCE_SECONDS, expected));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      got = access.find(run).getState();
    }
  }
}
