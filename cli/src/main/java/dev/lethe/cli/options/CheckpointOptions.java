package dev.lethe.cli.options;

import dev.lethe.trainer.TrainerConfig;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of live runs for their checkpoints. */
public final class CheckpointOptions {
  private static final String OFF = "off";

  @Option(
      names = "--checkpoints",
      paramLabel = "LOCATION",
      description =
          "Where the runs keep checkpoints: a directory, s3://bucket/prefix, or off, which replays"
              + " the whole journal at each start. Default: checkpoints in --dir of up;"
              + " .lethe/checkpoints for train.")
  private String location;

  @Option(
      names = "--checkpoint-store",
      paramLabel = "KEY=VALUE",
      description =
          "Setting of an S3-compatible store: s3.endpoint, s3.region or s3.path.style. Repeatable."
              + " Credentials come from the environment, as for the AWS tools.")
  private Map<String, String> store = new HashMap<>();

  @Option(
      names = "--recovery-target",
      paramLabel = "DURATION",
      defaultValue = "PT10S",
      description =
          "Time that a recovery may take, in ISO 8601; checkpoints are taken as often as that needs."
              + " Default: ${DEFAULT-VALUE}.")
  private Duration recoveryTarget;

  @Option(
      names = "--checkpoint-steps",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Also take a checkpoint after every N learning steps; 0 for none. Default:"
              + " ${DEFAULT-VALUE}.")
  private int steps;

  @Option(
      names = "--keep-checkpoints",
      paramLabel = "N",
      defaultValue = "" + CheckpointSettings.DEFAULT_KEEP,
      description = "Number of newest checkpoints to keep. Default: ${DEFAULT-VALUE}.")
  private int keep;

  @Option(
      names = "--keep-windows",
      paramLabel = "N",
      defaultValue = "" + CheckpointSettings.DEFAULT_KEEP_WINDOWS,
      description =
          "Number of newest task windows of which the last checkpoint is kept. Default:"
              + " ${DEFAULT-VALUE}.")
  private int keepWindows;

  @Option(
      names = "--verify-checkpoints",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Verify every Nth checkpoint in the background: replay from the one before it, and compare"
              + " the digests; 0 for none. Default: ${DEFAULT-VALUE}.")
  private int verifyEvery;

  @Option(
      names = "--on-missing",
      paramLabel = "BEHAVIOUR",
      defaultValue = "fail",
      description =
          "If a recovery misses records of the input or of the journal: fail; or skip, which"
              + " continues at the end of the journal and publishes what was skipped. Default:"
              + " ${DEFAULT-VALUE}.")
  private String onMissing;

  /**
   * Returns what a recovery does if records are missing.
   *
   * @throws IllegalArgumentException if the behaviour is unknown
   */
  public TrainerConfig.OnMissing onMissing() {
    for (TrainerConfig.OnMissing behaviour : TrainerConfig.OnMissing.values()) {
      if (behaviour.name().equalsIgnoreCase(onMissing)) {
        return behaviour;
      }
    }
    throw new IllegalArgumentException(
        "on.missing: got '%s', expected fail or skip".formatted(onMissing));
  }

  /**
   * Returns the settings; empty if the user wants no checkpoints.
   *
   * @param defaultLocation location unless the user chose another
   * @throws IllegalArgumentException if a value is out of range
   */
  public Optional<CheckpointSettings> settings(String defaultLocation) {
    String chosen = location == null ? defaultLocation : location;
    return chosen.equalsIgnoreCase(OFF)
        ? Optional.empty()
        : Optional.of(
            new CheckpointSettings(
                chosen, store, recoveryTarget, steps, keep, keepWindows, verifyEvery));
  }
}
