package dev.lethe.trainer.checkpoint;

import java.time.Duration;
import java.util.Map;

/**
 * Settings of a run for its checkpoints.
 *
 * @param location directory, made absolute, or {@code s3://bucket/prefix}
 * @param store settings of the store, see {@link CheckpointStores#open}
 * @param recoveryTarget time that a recovery may take
 * @param everySteps learning steps after which a checkpoint is due in any case; 0 for no such rule
 * @param keep newest checkpoints to keep, at least 1
 * @param keepWindows newest task windows of which one checkpoint each is kept, 0 or more
 * @param verifyEvery every so many checkpoints, one is verified in the background; 0 for none
 */
public record CheckpointSettings(
    String location,
    Map<String, String> store,
    Duration recoveryTarget,
    int everySteps,
    int keep,
    int keepWindows,
    int verifyEvery) {
  public static final Duration DEFAULT_RECOVERY_TARGET = Duration.ofSeconds(10);
  public static final int DEFAULT_KEEP = 3;
  public static final int DEFAULT_KEEP_WINDOWS = 20;

  private static final Duration MIN_TARGET = Duration.ofSeconds(2);

  public CheckpointSettings {
    if (location == null || location.isBlank()) {
      throw new IllegalArgumentException(
          "checkpoints: got nothing, expected a directory or s3://bucket/prefix");
    }
    if (recoveryTarget.compareTo(MIN_TARGET) < 0) {
      throw new IllegalArgumentException(
          "recovery.target: got %s, expected at least %s".formatted(recoveryTarget, MIN_TARGET));
    }
    location = CheckpointStores.absolute(location);
    store = Map.copyOf(store);
    Checks.requireAtLeast("checkpoint.steps", everySteps, 0);
    Checks.requireAtLeast("keep.checkpoints", keep, 1);
    Checks.requireAtLeast("keep.windows", keepWindows, 0);
    Checks.requireAtLeast("verify.checkpoints", verifyEvery, 0);
    if (verifyEvery > 0 && keep < 2) {
      throw new IllegalArgumentException(
          "keep.checkpoints: got %d, expected at least 2 with verify.checkpoints: a checkpoint is verified from the one before it"
              .formatted(keep));
    }
  }

  /**
   * Returns the default settings for a location.
   *
   * @param store settings of the store
   */
  public static CheckpointSettings at(String location, Map<String, String> store) {
    return new CheckpointSettings(
        location, store, DEFAULT_RECOVERY_TARGET, 0, DEFAULT_KEEP, DEFAULT_KEEP_WINDOWS, 0);
  }
}
