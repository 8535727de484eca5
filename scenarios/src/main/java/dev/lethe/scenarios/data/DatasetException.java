package dev.lethe.scenarios.data;

import java.io.IOException;
import java.nio.file.Path;

/** Thrown if a data set cannot be loaded: a file is missing or has invalid content. */
public final class DatasetException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  DatasetException(String message) {
    super(message);
  }

  DatasetException(String message, Throwable cause) {
    super(message, cause);
  }

  static DatasetException unreadable(Path path, IOException e) {
    return new DatasetException("%s: cannot be read: %s".formatted(path, e.getMessage()), e);
  }
}
