package dev.lethe.cli;

import dev.lethe.common.text.Suggestions;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Messages for errors in the arguments of a command. */
final class UsageError {
  private UsageError() {}

  /** Returns the message, for unknown commands and options with the valid name that is closest. */
  static String message(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      String argument = unmatched.getUnmatched().get(0);
      CommandSpec command = e.getCommandLine().getCommandSpec();
      if (argument.startsWith("-")) {
        return unknownOption(argument.replaceFirst("=.*", ""), command);
      }
      return command.subcommands().isEmpty()
          ? "argument: got '%s', expected only options of ./%s"
              .formatted(argument, command.qualifiedName())
          : unknownCommand(argument, command);
    }
    return e.getMessage();
  }

  private static String unknownCommand(String argument, CommandSpec command) {
    return Suggestions.unknown("command", argument, command.subcommands().keySet()).getMessage();
  }

  private static String unknownOption(String argument, CommandSpec command) {
    List<String> names =
        command.options().stream().flatMap(option -> Arrays.stream(option.names())).toList();
    return "option: got '%s', expected an option of ./%s%s"
        .formatted(argument, command.qualifiedName(), Suggestions.didYouMean(argument, names));
  }
}
