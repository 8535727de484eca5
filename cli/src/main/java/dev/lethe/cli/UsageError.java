package dev.lethe.cli;

import dev.lethe.common.text.Suggestions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Messages for errors in the arguments of a command. */
final class UsageError {
  private static final Set<Class<?>> WHOLE_NUMBERS =
      Set.of(int.class, Integer.class, long.class, Long.class);

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
    if (e.getArgSpec() instanceof OptionSpec option
        && e.getValue() != null
        && WHOLE_NUMBERS.contains(option.type())) {
      return "%s: got '%s', expected a whole number".formatted(option.longestName(), e.getValue());
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
