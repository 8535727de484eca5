package dev.lethe.cli;

import dev.lethe.cli.command.DemoCommand;
import dev.lethe.cli.command.DownCommand;
import dev.lethe.cli.command.PartsCommand;
import dev.lethe.cli.command.ProduceCommand;
import dev.lethe.cli.command.StreamsCommand;
import dev.lethe.cli.command.TrainCommand;
import dev.lethe.cli.command.UpCommand;
import dev.lethe.cli.settings.SettingsProvider;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Continual learning on Kafka, from the command line. */
@Command(
    name = "lethe",
    description = "Continual learning on Kafka: measures forgetting on a stream, and prevents it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "An option that is not given is taken from the environment (--batch-size: LETHE_BATCH_SIZE),"
          + " then from the file that LETHE_CONFIG names (batch.size=10), then from its default.",
      "Exit codes: 0 done, 1 failed, 2 wrong usage."
    },
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      DownCommand.class,
      ProduceCommand.class,
      TrainCommand.class,
      StreamsCommand.class,
      PartsCommand.class
    })
public final class Lethe implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getErr().println("command: got none, expected one of these");
    spec.commandLine().usage(spec.commandLine().getErr());
    return CommandLine.ExitCode.USAGE;
  }

  /**
   * The command line, ready to execute.
   *
   * @param environment variables to take {@code LETHE_…} settings from
   * @throws IllegalArgumentException if the configuration file or a variable names no option
   */
  public static CommandLine commandLine(Map<String, String> environment) {
    var commandLine = new CommandLine(new Lethe());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setUsageHelpAutoWidth(true);
    var provider = SettingsProvider.of(environment, commandLine);
    commandLine.setDefaultValueProvider(provider);
    commandLine.setParameterExceptionHandler((e, arguments) -> refuse(e));
    commandLine.setExecutionStrategy(Lethe::execute);
    commandLine.setExecutionExceptionHandler(
        (e, line, result) -> {
          LoggerFactory.getLogger(Lethe.class).atDebug().setCause(e).log("command failed");
          line.getErr().println("lethe: " + ErrorMessage.of(e));
          return e instanceof IllegalArgumentException
              ? CommandLine.ExitCode.USAGE
              : CommandLine.ExitCode.SOFTWARE;
        });
    return commandLine;
  }

  /** The complaint and where help is: the help itself would push the complaint off the screen. */
  private static int refuse(ParameterException e) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println("lethe: " + e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    err.printf(
        "./%s --help says what there is%n", e.getCommandLine().getCommandSpec().qualifiedName());
    return CommandLine.ExitCode.USAGE;
  }

  /** Picocli takes a word that is no command for none where help is asked for as well. */
  private static int execute(ParseResult parsed) {
    if (!parsed.unmatched().isEmpty()) {
      throw new CommandLine.UnmatchedArgumentException(
          parsed.commandSpec().commandLine(), parsed.unmatched());
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  public static void main(String[] args) {
    try {
      System.exit(commandLine(System.getenv()).execute(args));
    } catch (IllegalArgumentException e) {
      System.err.println("lethe: " + ErrorMessage.of(e));
      System.exit(CommandLine.ExitCode.USAGE);
    }
  }
}
