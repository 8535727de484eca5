package dev.lethe.trainer;

import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A trainer in a process of its own, to be killed. It closes when its standard input ends. */
final class TrainerProcess {
  private TrainerProcess() {}

  public static void main(String[] args) throws Exception {
    var scorecard =
        Optional.of(Boolean.parseBoolean(args[5]) ? Configs.SMALL : ReferenceNetworks.NONE);
    Optional<CheckpointSettings> checkpoints =
        args.length > 6
            ? Optional.of(
                new CheckpointSettings(
                    args[6], Map.of(), Duration.ofSeconds(10), Integer.parseInt(args[7]), 3, 2, 0))
            : Optional.empty();
    var config =
        Configs.scored(
                scorecard,
                Configs.in(
                    new Topics(args[0]), Configs.of(args[1], args[2], args[3], args[4], Map.of())))
            .toBuilder()
            .checkpoints(checkpoints)
            .build();
    try (var trainer = Trainer.start(config)) {
      // The parent closes the pipe to end the run without killing it.
      while (System.in.read() >= 0) {
        continue;
      }
      trainer.failure().ifPresent(e -> e.printStackTrace(System.err));
    }
  }

  /**
   * @param references true for scorecards with reference networks
   */
  static Process start(
      String prefix,
      String run,
      String method,
      String bootstrap,
      String registry,
      boolean references)
      throws java.io.IOException {
    return start(List.of(prefix, run, method, bootstrap, registry, Boolean.toString(references)));
  }

  /** Starts a run with checkpoints in a directory, and without reference networks. */
  static Process start(
      LocalStack stack,
      String prefix,
      String run,
      String method,
      Optional<CheckpointSettings> checkpoints)
      throws java.io.IOException {
    return start(
        List.of(
            prefix,
            run,
            method,
            stack.bootstrapServers(),
            stack.registryUrl(),
            "false",
            checkpoints.orElseThrow().location(),
            Integer.toString(checkpoints.orElseThrow().everySteps())));
  }

  private static Process start(List<String> arguments) throws java.io.IOException {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("-Xmx512m");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(TrainerProcess.class.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
