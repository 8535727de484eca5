package dev.lethe.learner.state;

/**
 * Something whose past decides what it will do, and which can be put down and taken up again:
 * {@code restore(save())} into an object of the same settings gives one that behaves bit for bit
 * like the first.
 */
public interface Stateful {
  /** Writes everything that is remembered and cannot be made again from the settings. */
  default void save(StateWriter out) {}

  /**
   * Takes what {@link #save} wrote, in the same order; whatever was remembered before is gone.
   *
   * @throws StateMismatchException if it was written by an object of other settings
   */
  default void restore(StateReader in) {}
}
