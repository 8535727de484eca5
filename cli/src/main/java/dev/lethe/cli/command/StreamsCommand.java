package dev.lethe.cli.command;

import dev.lethe.cli.options.AlertOptions;
import dev.lethe.cli.options.DashboardOptions;
import dev.lethe.cli.options.KafkaOptions;
import dev.lethe.cli.options.PromotionOptions;
import dev.lethe.measures.promotion.PromotionRule;
import dev.lethe.streams.StreamsApp;
import dev.lethe.streams.StreamsAppConfig;
import dev.lethe.streams.alert.AlertSettings;
import dev.lethe.streams.promotion.PromotedRuns;
import dev.lethe.streams.web.WebSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
  @Mixin private DashboardOptions dashboard;
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
      names = "--state-dir",
      paramLabel = "DIR",
      defaultValue = ".lethe/streams",
      description = "Directory of the topology's local state. Default: ${DEFAULT-VALUE}.")
  private Path stateDir;

  @Override
  public Integer call() throws InterruptedException {
    WebSettings web = dashboard.settings();
    dashboard.warning().ifPresent(this::warn);
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
                web,
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

  private void warn(String line) {
    spec.commandLine().getErr().println("lethe: " + line);
    spec.commandLine().getErr().flush();
  }

  /** Waits for an error that ends the app. Without one, a signal ends the process. */
  private static void awaitFailure(StreamsApp app) throws InterruptedException {
    while (app.failure().isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    throw new IllegalStateException("streams app failed", app.failure().get());
  }
}
