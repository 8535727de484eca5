package dev.lethe.cli;

import dev.lethe.cli.command.AclsCommand;
import dev.lethe.cli.command.CompareCommand;
import dev.lethe.cli.command.CompletionCommand;
import dev.lethe.cli.command.DeadLettersCommand;
import dev.lethe.cli.command.DemoCommand;
import dev.lethe.cli.command.DownCommand;
import dev.lethe.cli.command.ExportCommand;
import dev.lethe.cli.command.ForgetCommand;
import dev.lethe.cli.command.ForkCommand;
import dev.lethe.cli.command.HelpCommand;
import dev.lethe.cli.command.InspectCommand;
import dev.lethe.cli.command.PartsCommand;
import dev.lethe.cli.command.PauseCommand;
import dev.lethe.cli.command.ProduceCommand;
import dev.lethe.cli.command.PromoteCommand;
import dev.lethe.cli.command.ReplayCommand;
import dev.lethe.cli.command.ResumeCommand;
import dev.lethe.cli.command.RunsCommand;
import dev.lethe.cli.command.StreamsCommand;
import dev.lethe.cli.command.TopicsCommand;
import dev.lethe.cli.command.TrainCommand;
import dev.lethe.cli.command.UpCommand;
import dev.lethe.cli.settings.SettingsProvider;
import dev.lethe.common.text.ErrorMessage;
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

/** The {@code lethe} command. */
@Command(
    name = "lethe",
    description = "Continual learning on Kafka: measures forgetting on a stream and prevents it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "If an option is not set, its value comes from the environment (--batch-size:"
          + " LETHE_BATCH_SIZE), then from the properties file LETHE_CONFIG (batch.size=10), then from"
          + " its default.",
      "Exit codes: 0 success, 1 failure, 2 invalid usage."
    },
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      DownCommand.class,
      ProduceCommand.class,
      TrainCommand.class,
      StreamsCommand.class,
      PartsCommand.class,
      RunsCommand.class,
      InspectCommand.class,
      ReplayCommand.class,
      CompareCommand.class,
      ForkCommand.class,
      ForgetCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      PromoteCommand.class,
      ExportCommand.class,
      DeadLettersCommand.class,
      TopicsCommand.class,
      AclsCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    })
public final class Lethe implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getErr().println("command: got none, expected one of the following");
    spec.commandLine().usage(spec.commandLine().getErr());
    return CommandLine.ExitCode.USAGE;
  }

  /**
   * Creates the command line.
   *
   * @param environment environment variables with {@code LETHE_…} settings
   * @throws IllegalArgumentException if the configuration file or a variable has an unknown setting
   */
  public static CommandLine commandLine(Map<String, String> environment) {
    var commandLine = new CommandLine(new Lethe());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setUsageHelpAutoWidth(true);
    // --class-names @FILE reads a file of names, not of arguments.
    commandLine.setExpandAtFiles(false);
    var provider = SettingsProvider.of(environment, commandLine);
    commandLine.setDefaultValueProvider(provider);
    commandLine.setParameterExceptionHandler((e, arguments) -> reportUsageError(e));
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

  /** Prints the error and a reference to the help. The help itself would hide the error. */
  private static int reportUsageError(ParameterException e) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println("lethe: " + UsageError.message(e));
    err.printf("See ./%s --help for usage%n", e.getCommandLine().getCommandSpec().qualifiedName());
    return CommandLine.ExitCode.USAGE;
  }

  /** Rejects unknown subcommands. With {@code --help}, picocli would ignore them. */
  private static int execute(ParseResult parsed) {
    if (!parsed.unmatched().isEmpty()) {
      throw new CommandLine.UnmatchedArgumentException(
          parsed.commandSpec().commandLine(), parsed.unmatched());
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  /** Runs a command and exits with its exit code. */
  public static void main(String[] args) {
    try {
      System.exit(commandLine(System.getenv()).execute(args));
    } catch (IllegalArgumentException e) {
      System.err.println("lethe: " + ErrorMessage.of(e));
      System.exit(CommandLine.ExitCode.USAGE);
    }
  }
}
