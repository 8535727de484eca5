package dev.lethe.trainer;

import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.schemas.Topics;
import java.util.Map;
import java.util.Optional;

/** A trainer in a process of its own, to be killed. It closes when its standard input ends. */
final class TrainerProcess {
  private TrainerProcess() {}

  public static void main(String[] args) throws Exception {
    var scorecard =
        Optional.of(Boolean.parseBoolean(args[5]) ? Configs.SMALL : ReferenceNetworks.NONE);
    var config =
        Configs.scored(
            scorecard,
            Configs.in(
                new Topics(args[0]), Configs.of(args[1], args[2], args[3], args[4], Map.of())));
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
    String java = ProcessHandle.current().info().command().orElse("java");
    return new ProcessBuilder(
            java,
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            TrainerProcess.class.getName(),
            prefix,
            run,
            method,
            bootstrap,
            registry,
            Boolean.toString(references))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
