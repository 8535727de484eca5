package dev.lethe.learner.state;

/** Thrown when saved state is damaged or belongs to an object with other settings. */
public final class StateMismatchException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** Creates an exception with the message {@code key: got 'actual', expected 'expected'}. */
  public StateMismatchException(String key, Object actual, Object expected) {
    super(key + ": got '" + actual + "', expected '" + expected + "'");
  }
}
