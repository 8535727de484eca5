package dev.lethe.streams;

/** The app cannot start; the message says what was seen and what is wanted. */
public final class StreamsAppException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StreamsAppException(String message) {
    super(message);
  }

  public StreamsAppException(String message, Throwable cause) {
    super(message, cause);
  }
}
