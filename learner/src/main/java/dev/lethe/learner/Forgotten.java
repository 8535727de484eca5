package dev.lethe.learner;

/**
 * Rows that were removed because their examples have to be forgotten. One example can have several
 * rows, e.g. in the buffer and in the sample of a regulariser.
 *
 * @param buffer rows of the method's parts, such as replay buffers, and those of reference networks
 * @param holdouts rows of holdouts, and of those that wait for a window
 * @param pending examples that waited for their learning step
 */
public record Forgotten(int buffer, int holdouts, int pending) {
  /** Returns the number of all rows. */
  public int rows() {
    return buffer + holdouts + pending;
  }

  /** Returns the sums of both. */
  public Forgotten plus(Forgotten other) {
    return new Forgotten(buffer + other.buffer, holdouts + other.holdouts, pending + other.pending);
  }
}
