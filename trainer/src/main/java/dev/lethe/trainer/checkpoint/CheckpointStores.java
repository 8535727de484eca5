package dev.lethe.trainer.checkpoint;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Creates stores. */
public final class CheckpointStores {
  private CheckpointStores() {}

  /**
   * Opens the store at a location. Connects to nothing yet.
   *
   * @param location path of a directory, {@code file:///path}, or {@code s3://bucket/prefix}
   * @param settings settings of an S3-compatible store: {@code s3.endpoint}, the address of a store
   *     that is not Amazon's; {@code s3.region}; {@code s3.path.style}, true to put the bucket into
   *     the path of a URL. A directory has none. Credentials come from the SDK's default chain.
   * @throws IllegalArgumentException if the location or a setting is invalid
   */
  public static CheckpointStore open(String location, Map<String, String> settings) {
    if (location == null || location.isBlank()) {
      throw new IllegalArgumentException(
          "checkpoints: got '%s', expected a directory or s3://bucket/prefix".formatted(location));
    }
    if (location.startsWith(S3Location.SCHEME)) {
      S3Location s3 = S3Location.parse(location);
      return new S3CheckpointStore(S3Clients.create(settings), s3, Clock.systemUTC());
    }
    return new DirectoryCheckpointStore(path(location));
  }

  /** Returns the location of a directory as an absolute path, and any other unchanged. */
  static String absolute(String location) {
    return location.startsWith(S3Location.SCHEME)
        ? location
        : path(location).toAbsolutePath().normalize().toString();
  }

  private static Path path(String location) {
    return location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
  }
}
