package dev.lethe.stack;

/** The stack cannot start or went on the way; the message says what was seen and what to do. */
public final class StackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what was seen, and what was wanted or can be done
   */
  public StackException(String message) {
    super(message);
  }

  /**
   * @param message what was seen, and what was wanted or can be done
   * @param cause what led to it
   */
  public StackException(String message, Throwable cause) {
    super(message, cause);
  }
}
