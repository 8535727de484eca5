package dev.lethe.streams;

/** The app cannot start. The message has the key, the value it got and what it expected. */
public final class StreamsAppException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StreamsAppException(String message) {
    super(message);
  }

  public StreamsAppException(String message, Throwable cause) {
    super(message, cause);
  }
}
