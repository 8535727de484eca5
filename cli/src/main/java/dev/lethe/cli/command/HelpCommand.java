package dev.lethe.cli.command;

import dev.lethe.common.text.Suggestions;
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
      arity = "0..1",
      paramLabel = "COMMAND",
      description = "Name of the command. Default: lists all commands.")
  private String name;

  @Override
  public Integer call() {
    CommandLine lethe = spec.parent().commandLine();
    Map<String, CommandLine> commands = lethe.getSubcommands();
    CommandLine command = name == null ? lethe : commands.get(name);
    if (command == null) {
      throw new ParameterException(
          lethe, Suggestions.unknown("command", name, commands.keySet()).getMessage());
    }
    command.usage(lethe.getOut());
    return 0;
  }
}
