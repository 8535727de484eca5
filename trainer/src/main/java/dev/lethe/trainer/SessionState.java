package dev.lethe.trainer;

import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import java.util.Optional;

/**
 * States of a session. Each record holds the data of its state and nothing else.
 *
 * <pre>
 *   Connected ──► Checked ──► Recovering ──► Live
 *       │                         ▲
 *       ├── was live before ──────┘
 *       └── input was recreated ──► Ended
 * </pre>
 */
sealed interface SessionState {
  /** Clients and learner exist. Another trainer may own the run. */
  record Connected() implements SessionState {}

  /**
   * The settings fit the run. Another trainer may own it.
   *
   * @param run provenance of the run
   * @param published newest record of the run; empty if the run is new
   */
  record Checked(Run run, Optional<Run> published) implements SessionState {
    /** Returns true if another trainer may own the run now. */
    boolean mayBeLive() {
      return published
          .map(Run::getState)
          .filter(state -> state != RunState.STOPPED && state != RunState.FAILED)
          .isPresent();
    }
  }

  /**
   * The input was created again, so no trainer can continue the run.
   *
   * @param run newest record of the run
   */
  record Ended(Run run) implements SessionState {}

  /** This trainer has fenced the others, so it publishes how the run ends. */
  sealed interface Owned extends SessionState {
    /** Returns the provenance of the run. */
    Run run();
  }

  /**
   * The journal is replayed.
   *
   * @param run provenance of the run
   * @param known true if the runs topic has a record of the run
   */
  record Recovering(Run run, boolean known) implements Owned {}

  /**
   * Input is consumed.
   *
   * @param run provenance of the run
   * @param transactions transactions over the input
   * @param input the input
   * @param checkpoints checkpoints of the session; empty if the run keeps none
   */
  record Live(
      Run run, Transactions transactions, RunInput input, Optional<SessionCheckpoints> checkpoints)
      implements Owned {}
}
