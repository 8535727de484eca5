package dev.lethe.learner.state;

/**
 * Object whose state can be saved and restored. An object with the same settings behaves bit for
 * bit like the original after restoring its state.
 */
public interface Stateful {
  /** Writes all state that cannot be derived from the settings. */
  default void save(StateWriter out) {}

  /**
   * Replaces the state with what {@link #save} wrote, read in the same order.
   *
   * @throws StateMismatchException if an object with other settings wrote it
   */
  default void restore(StateReader in) {}
}
