package dev.lethe.scenarios.data;

/**
 * A data set cannot be loaded: a directory or file is missing, or a file is not what it must be.
 */
public final class DatasetException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  DatasetException(String message) {
    super(message);
  }

  DatasetException(String message, Throwable cause) {
    super(message, cause);
  }
}
