package dev.lethe.stack;

/** Thrown when the stack cannot start or fails later. The message says what to do. */
public final class StackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception without a cause.
   *
   * @param message actual value, and the expected value or a remedy
   */
  public StackException(String message) {
    super(message);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param message actual value, and the expected value or a remedy
   * @param cause cause of the failure
   */
  public StackException(String message, Throwable cause) {
    super(message, cause);
  }
}
