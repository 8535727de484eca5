package dev.lethe.trainer;

import dev.lethe.schemas.Run;

/**
 * States of a session. Each record holds the data of its state and nothing else.
 *
 * <pre>
 *   Connected ──► Recovering ──► Live
 * </pre>
 */
sealed interface SessionState {
  /** Clients and learner exist. Another trainer may own the run. */
  record Connected() implements SessionState {}

  /** This trainer has fenced the others, so it publishes how the run ends. */
  sealed interface Owned extends SessionState {
    /** Returns the provenance of the run. */
    Run run();
  }

  /**
   * The journal is replayed.
   *
   * @param run provenance of the run
   */
  record Recovering(Run run) implements Owned {}

  /**
   * Input is consumed.
   *
   * @param run provenance of the run
   * @param transactions transactions over the input
   */
  record Live(Run run, Transactions transactions) implements Owned {}
}
