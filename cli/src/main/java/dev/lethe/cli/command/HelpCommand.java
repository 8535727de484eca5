package dev.lethe.cli.command;

import dev.lethe.common.text.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the help of a command. */
@Command(
    name = "help",
    description = "Prints the help of a command, like COMMAND --help.",
    mixinStandardHelpOptions = true)
public final class HelpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "Name of the command, e.g. train or dead-letters list. Default: all commands.")
  private List<String> names = new ArrayList<>();

  @Override
  public Integer call() {
    CommandLine lethe = spec.parent().commandLine();
    CommandLine command = lethe;
    for (String name : names) {
      Map<String, CommandLine> commands = command.getSubcommands();
      if (commands.isEmpty()) {
        throw new ParameterException(
            lethe,
            "command: got '%s', expected nothing after '%s'"
                .formatted(name, command.getCommandName()));
      }
      if (!commands.containsKey(name)) {
        throw new ParameterException(
            lethe, Suggestions.unknown("command", name, commands.keySet()).getMessage());
      }
      command = commands.get(name);
    }
    command.usage(lethe.getOut());
    return 0;
  }
}
