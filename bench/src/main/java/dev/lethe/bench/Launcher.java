package dev.lethe.bench;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;

/** Starts the command of a script. */
final class Launcher {
  private Launcher() {}

  static void main(Callable<Integer> command, String[] args) {
    // numbers look the same in every locale
    Locale.setDefault(Locale.ROOT);
    System.exit(commandLine(command).execute(args));
  }

  /** Returns the command line; for an invalid argument it shows only the message. */
  static CommandLine commandLine(Callable<Integer> command) {
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        // --class-names @FILE reads a file of names, not of arguments
        .setExpandAtFiles(false)
        .setExecutionExceptionHandler(
            (e, line, result) -> {
              // an argument may turn out to be invalid only on the thread of a run
              Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
              if (!(cause instanceof IllegalArgumentException)) {
                throw e;
              }
              line.getErr().println(line.getCommandName() + ": " + cause.getMessage());
              return CommandLine.ExitCode.USAGE;
            });
  }
}
