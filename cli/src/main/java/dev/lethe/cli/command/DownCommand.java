package dev.lethe.cli.command;

import dev.lethe.stack.LocalStack;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stops the deployment that {@code up} started. */
@Command(
    name = "down",
    description = "Stops what ./lethe up started and keeps its data.",
    mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {
  private static final int TIMEOUT_SECONDS = 60;

  @Spec private CommandSpec spec;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = ".lethe/up",
      description = "Data directory of ./lethe up. Default: ${DEFAULT-VALUE}.")
  private Path directory;

  @Override
  public Integer call() throws Exception {
    ProcessHandle process =
        LocalStack.holder(directory)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "dir: got '%s', expected the directory of a running ./lethe up"
                            .formatted(directory)));
    // SIGTERM runs the shutdown hooks of up.
    if (!process.destroy()) {
      throw new IllegalStateException(
          "process %d: no permission to stop it".formatted(process.pid()));
    }
    try {
      process.onExit().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "process %d has not exited within %d s".formatted(process.pid(), TIMEOUT_SECONDS), e);
    }
    spec.commandLine().getOut().printf("process %d has exited%n", process.pid());
    return 0;
  }
}
