package dev.lethe.trainer;

import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.trainer.replay.InputRange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Replay of a range as a run, in a process of its own. */
final class ReplayProcess {
  private ReplayProcess() {}

  public static void main(String[] args) throws InterruptedException {
    var config =
        Configs.in(new Topics(args[0]), Configs.of(args[1], args[2], args[3], args[4], Map.of()))
            .toBuilder()
            .range(Optional.of(InputRange.parse(args[5])))
            .build();
    try (var trainer = Trainer.start(config)) {
      trainer.await();
      trainer.failure().ifPresent(e -> e.printStackTrace(System.err));
    }
  }

  /**
   * @param threads threads of the engine
   */
  static Process start(
      LocalStack stack, Topics topics, String run, String method, InputRange range, int threads)
      throws IOException {
    var builder =
        new ProcessBuilder(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                ReplayProcess.class.getName(),
                topics.prefix(),
                run,
                method,
                stack.bootstrapServers(),
                stack.registryUrl(),
                range.toString()));
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    return builder
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
