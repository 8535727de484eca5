package dev.lethe.trainer;

/** A run failed, and the message says why in words; the cause is the error of the client. */
final class RunFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RunFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
