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

/** Ends what {@code up} started. */
@Command(
    name = "down",
    description = "Ends what ./lethe up started; its data stays.",
    mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {
  private static final int PATIENCE_SECONDS = 60;

  @Spec private CommandSpec spec;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = ".lethe/up",
      description = "Where its data is kept. Default: ${DEFAULT-VALUE}.")
  private Path directory;

  @Override
  public Integer call() throws Exception {
    ProcessHandle process =
        LocalStack.holder(directory)
            .orElseThrow(
                () -> new IllegalStateException("dir: nothing runs in '%s'".formatted(directory)));
    // An orderly end: SIGTERM runs the shutdown hooks of up.
    if (!process.destroy()) {
      throw new IllegalStateException("process %d: not allowed to end it".formatted(process.pid()));
    }
    try {
      process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "process %d has not ended within %d s".formatted(process.pid(), PATIENCE_SECONDS), e);
    }
    spec.commandLine().getOut().printf("process %d has ended%n", process.pid());
    return 0;
  }
}
