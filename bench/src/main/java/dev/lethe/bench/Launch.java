package dev.lethe.bench;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** How a script's command is started. */
final class Launch {
  private Launch() {}

  static void main(Callable<Integer> command, String[] args) {
    // pages read the same wherever they are written
    Locale.setDefault(Locale.ROOT);
    System.exit(commandLine(command).execute(args));
  }

  /** Ready to execute; of what it refuses, the message is all that is shown. */
  static CommandLine commandLine(Callable<Integer> command) {
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (e, line, result) -> {
              if (!(e instanceof IllegalArgumentException)) {
                throw e;
              }
              line.getErr().println(line.getCommandName() + ": " + e.getMessage());
              return CommandLine.ExitCode.USAGE;
            });
  }
}
