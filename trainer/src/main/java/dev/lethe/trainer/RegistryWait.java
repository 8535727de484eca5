package dev.lethe.trainer;

import dev.lethe.learner.stream.Alarm;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.SchemaRegistry.RegistryUnavailableException;
import dev.lethe.trainer.alarm.AlarmBoard;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Waits, in state RECOVERING, while the registry does not answer for the schema of a record. A new
 * session for each attempt would publish that the run is live in between.
 */
final class RegistryWait {
  private static final String ALARMS = "registry";

  private final RunStates states;
  private final SessionState.Live live;
  private final Pipeline pipeline;
  private final AlarmBoard board;
  private final Consumer<RunState> changed;

  /**
   * @param changed receives each new state of the run after it was published
   */
  RegistryWait(
      RunStates states,
      SessionState.Live live,
      Pipeline pipeline,
      AlarmBoard board,
      Consumer<RunState> changed) {
    this.states = states;
    this.live = live;
    this.pipeline = pipeline;
    this.board = board;
    this.changed = changed;
  }

  /**
   * Waits until the registry answers or {@code running} is false. No transaction may be open.
   *
   * @param answers returns true if the registry answers for the schema of the record
   * @param idle called from time to time, at least every second
   * @return false if {@code running} became false first
   */
  boolean await(
      RegistryUnavailableException cause,
      BooleanSupplier running,
      BooleanSupplier answers,
      Runnable idle) {
    String reason = FailureReason.ofClient(cause);
    board.replace(
        ALARMS,
        List.of(
            new Alarm(
                "registry.unreachable",
                "The next record has a schema that the run has not read yet, and the registry does not answer, so nothing is trained; the run continues when it answers (%s)."
                    .formatted(reason))));
    pipeline.health().paused(true);
    try {
      publish(RunState.RECOVERING, reason);
      while (!answers.getAsBoolean()) {
        if (!running.getAsBoolean()) {
          return false;
        }
        idle.run();
      }
    } finally {
      pipeline.health().paused(false);
      board.replace(ALARMS, List.of());
    }
    publish(RunState.LIVE, null);
    return true;
  }

  private void publish(RunState state, String reason) {
    states.publishWithHealth(live, pipeline, states.record(live.run(), state, reason));
    changed.accept(state);
  }
}
