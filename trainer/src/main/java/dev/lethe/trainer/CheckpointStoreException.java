package dev.lethe.trainer;

import java.io.IOException;

/** The store of the checkpoints does not answer. A later session may succeed. */
final class CheckpointStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CheckpointStoreException(String location, IOException cause) {
    super("checkpoints: %s cannot be read: %s".formatted(location, cause), cause);
  }
}
