package dev.lethe.trainer.checkpoint;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Place in an S3-compatible store.
 *
 * @param bucket name of the bucket
 * @param prefix start of all keys: empty, or ends with a slash
 */
record S3Location(String bucket, String prefix) {
  static final String SCHEME = "s3:";

  private static final Pattern URI =
      Pattern.compile("s3://([a-z0-9][a-z0-9._-]{1,61}[a-z0-9])(?:/+(.*))?");

  static S3Location parse(String location) {
    Matcher matcher = URI.matcher(location);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "checkpoints: got '%s', expected s3://bucket or s3://bucket/prefix".formatted(location));
    }
    String prefix = matcher.group(2);
    if (prefix == null || prefix.isEmpty()) {
      return new S3Location(matcher.group(1), "");
    }
    return new S3Location(matcher.group(1), prefix.replaceFirst("/+$", "") + "/");
  }

  /** Returns the start of the keys of a run. */
  String directory(String run) {
    return prefix + CheckpointName.directory(run) + "/";
  }
}
