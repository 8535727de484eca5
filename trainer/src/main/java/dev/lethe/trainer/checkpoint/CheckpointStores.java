package dev.lethe.trainer.checkpoint;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Creates stores. */
public final class CheckpointStores {
  private CheckpointStores() {}

  /**
   * Opens the store at a location. Connects to nothing yet.
   *
   * @param location path of a directory, {@code file:///path}, or {@code s3://bucket/prefix}
   * @param settings settings of the store
   * @throws IllegalArgumentException if the location or a setting is invalid
   */
  public static CheckpointStore open(String location, Map<String, String> settings) {
    if (location == null || location.isBlank()) {
      throw new IllegalArgumentException(
          "checkpoints: got '%s', expected a directory or s3://bucket/prefix".formatted(location));
    }
    if (location.startsWith("file:")) {
      return new DirectoryCheckpointStore(Path.of(URI.create(location)));
    }
    return new DirectoryCheckpointStore(Path.of(location));
  }
}
