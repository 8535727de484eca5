package dev.lethe.cli.options;

import dev.lethe.trainer.checkpoint.CheckpointSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that say where the checkpoints of a run are. */
public final class CheckpointLocationOptions {
  /** Location of runs that are given none, unless they belong to a stack with a directory. */
  public static final String DEFAULT = ".lethe/checkpoints";

  @Option(
      names = "--checkpoints",
      paramLabel = "LOCATION",
      description =
          "Where the checkpoints are: a directory, or s3://bucket/prefix. Default: where the run"
              + " says that it keeps them.")
  private String location;

  @Option(
      names = "--checkpoint-store",
      paramLabel = "KEY=VALUE",
      description =
          "Setting of an S3-compatible store: s3.endpoint, s3.region or s3.path.style. Repeatable."
              + " Credentials come from the environment, as for the AWS tools.")
  private Map<String, String> store = new LinkedHashMap<>();

  /** Returns where the checkpoints are; empty if the run says so. */
  public Optional<CheckpointSettings> settings() {
    return Optional.ofNullable(location).map(at -> CheckpointSettings.at(at, store));
  }
}
