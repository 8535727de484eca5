package dev.lethe.cli.command;

import dev.lethe.cli.options.ClusterOptions;
import dev.lethe.cli.options.RegistryOption;
import dev.lethe.cli.promotion.PromotionCommands;
import dev.lethe.cli.promotion.PromotionHistory;
import dev.lethe.cli.promotion.PromotionText;
import dev.lethe.common.text.Suggestions;
import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.Promotion;
import dev.lethe.schemas.PromotionAction;
import dev.lethe.schemas.TopicAdmin;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows which run is served, and lets an operator change it. */
@Command(
    name = "promote",
    description = {
      "Shows which run is served, all switches, and the evidence for each challenger.",
      "With RUN, serves that run; with --revert, the run that was served before the newest switch."
          + " The run that is replaced is not promoted again by evidence before the next switch."
    },
    footer = {"", "Example: ./lethe promote --revert"},
    mixinStandardHelpOptions = true)
public final class PromoteCommand implements Callable<Integer> {
  private static final long POLL_MILLIS = 300;
  private static final long PATIENCE_SECONDS = 60;

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private RegistryOption registry;

  @Parameters(paramLabel = "RUN", arity = "0..1", description = "Run to serve.")
  private String run;

  @Option(names = "--revert", description = "Serves the run that was served before.")
  private boolean revert;

  @Override
  public Integer call() throws InterruptedException {
    if (revert && run != null) {
      throw new IllegalArgumentException(
          "revert: got run '%s' too, expected only one of them".formatted(run));
    }
    try (ClusterAdmin connection = cluster.connect()) {
      new TopicAdmin(connection)
          .require(List.of(cluster.topics().promotions(), cluster.topics().promotionCommands()));
    }
    PromotionHistory history = read();
    if (history.newest().isEmpty()) {
      throw new IllegalArgumentException(
          "promote: got no served run on %s, expected one of ./lethe up --promote or ./lethe streams --promote-runs"
              .formatted(cluster.topics().promotions()));
    }
    if (revert || run != null) {
      change(history);
    } else {
      show(history);
    }
    spec.commandLine().getOut().flush();
    return 0;
  }

  private void change(PromotionHistory history) throws InterruptedException {
    Promotion newest = history.newest().orElseThrow();
    String target = revert ? newest.getFrom() : run;
    if (target == null) {
      throw new IllegalArgumentException(
          "revert: got no switch since '%s' was first served, expected one"
              .formatted(newest.getTo()));
    }
    if (!history.members().contains(target)) {
      throw Suggestions.unknown("run", target, history.members());
    }
    if (target.equals(newest.getTo())) {
      throw new IllegalArgumentException(
          "run: got '%s', which is served, expected another one".formatted(target));
    }
    new PromotionCommands(cluster.producer(), client(), Clock.systemUTC())
        .send(
            cluster.topics().promotionCommands(),
            revert ? PromotionAction.REVERT : PromotionAction.SERVE,
            revert ? null : run);
    spec.commandLine().getOut().println(PromotionText.of(await(newest, target)));
  }

  private Promotion await(Promotion before, String target) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < deadline) {
      Promotion newest = read().newest().orElseThrow();
      if (newest.getNumber() > before.getNumber() && newest.getTo().equals(target)) {
        return newest;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    throw new IllegalStateException(
        "run: got '%s' not served after %d s, expected a live streams app and a run that has not failed"
            .formatted(target, PATIENCE_SECONDS));
  }

  private void show(PromotionHistory history) {
    PrintWriter out = spec.commandLine().getOut();
    Promotion newest = history.newest().orElseThrow();
    out.printf("served: %s%n", newest.getTo());
    history
        .evidence()
        .filter(now -> now.getNumber() == newest.getNumber())
        .ifPresent(now -> showEvidence(now, out));
    out.println("switches:");
    history.switches().forEach(change -> out.println("  " + PromotionText.of(change)));
  }

  private static void showEvidence(Promotion now, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "objective: %s, margin %.2f points, alpha %s%n",
        now.getObjective().name().toLowerCase(Locale.ROOT),
        100 * now.getMargin(),
        now.getAlpha());
    out.println("challengers, compared with the served run:");
    now.getChallengers()
        .forEach(each -> out.printf("  %s: %s%n", each.getRun(), PromotionText.of(each, now)));
  }

  private PromotionHistory read() {
    return PromotionHistory.read(
        cluster.consumer(),
        new AvroDeserializer<>(client(), Promotion.class),
        cluster.topics().promotions());
  }

  private ConfluentSchemaRegistry client() {
    return new ConfluentSchemaRegistry(registry.url(), cluster.kafka());
  }
}
