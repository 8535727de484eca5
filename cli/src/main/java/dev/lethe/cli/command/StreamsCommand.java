package dev.lethe.cli.command;

import dev.lethe.cli.options.AlertOptions;
import dev.lethe.cli.options.KafkaOptions;
import dev.lethe.cli.options.PromotionOptions;
import dev.lethe.measures.promotion.PromotionRule;
import dev.lethe.stack.Ports;
import dev.lethe.streams.StreamsApp;
import dev.lethe.streams.StreamsAppConfig;
import dev.lethe.streams.alert.AlertSettings;
import dev.lethe.streams.promotion.PromotedRuns;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the metrics topology and the dashboard on any cluster. */
@Command(
    name = "streams",
    description = "Runs the metrics topology and the dashboard on any cluster.",
    mixinStandardHelpOptions = true)
public final class StreamsCommand implements Callable<Integer> {
  private static final long POLL_MILLIS = 500;

  @Spec private CommandSpec spec;
  @Mixin private KafkaOptions kafka;
  @Mixin private PromotionOptions promotion;
  @Mixin private AlertOptions alerts;

  @Option(
      names = "--promote-runs",
      paramLabel = "RUN",
      split = ",",
      description =
          "Runs among which the served one is chosen, separated by commas, the first champion first."
              + " The champion's predictions are on the topic served. Default: none.")
  private List<String> promoted = List.of();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "localhost",
      description =
          "Address that the dashboard listens on, 0.0.0.0 for all interfaces. The dashboard has no"
              + " authentication. Default: ${DEFAULT-VALUE}.")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port of the dashboard. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--allowed-hosts",
      paramLabel = "NAME",
      split = ",",
      description =
          "Further names under which browsers may reach the dashboard, such as that of a reverse"
              + " proxy, separated by commas. IP addresses, localhost and --host always work."
              + " Default: none.")
  private Set<String> allowedHosts = Set.of();

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      defaultValue = ".lethe/streams",
      description = "Directory of the topology's local state. Default: ${DEFAULT-VALUE}.")
  private Path stateDir;

  @Override
  public Integer call() throws InterruptedException {
    Ports.requireValid("port", port);
    PromotionRule rule = promotion.rule();
    Optional<PromotedRuns> runs =
        promoted.isEmpty() ? Optional.empty() : Optional.of(new PromotedRuns(rule, promoted));
    AlertSettings alerting = alerts.settings();
    kafka.prepareTopics();
    var app =
        StreamsApp.start(
            new StreamsAppConfig(
                kafka.bootstrapServer(),
                kafka.schemaRegistryUrl(),
                kafka.topics(),
                host,
                port,
                allowedHosts,
                null,
                stateDir,
                kafka.kafka(),
                runs,
                alerting));
    var closing = ShutdownHook.closing(List.<AutoCloseable>of(app));
    spec.commandLine().getOut().printf("dashboard: %s%n", app.dashboard());
    spec.commandLine().getOut().flush();
    try {
      awaitFailure(app);
    } finally {
      closing.run();
    }
    return 0;
  }

  /** Waits for an error that ends the app. Without one, a signal ends the process. */
  private static void awaitFailure(StreamsApp app) throws InterruptedException {
    while (app.failure().isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    throw new IllegalStateException("streams app failed", app.failure().get());
  }
}
