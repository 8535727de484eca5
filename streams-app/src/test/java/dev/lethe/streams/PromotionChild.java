package dev.lethe.streams;

import dev.lethe.measures.promotion.PromotionRule;
import dev.lethe.schemas.Topics;
import dev.lethe.streams.alert.AlertSettings;
import dev.lethe.streams.promotion.PromotedRuns;
import dev.lethe.streams.web.WebSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A streams app in a process of its own, which a test can kill. */
final class PromotionChild {
  private PromotionChild() {}

  /** Arguments: bootstrap servers, registry, topic prefix, state directory, names of the runs. */
  public static void main(String[] args) throws InterruptedException {
    StreamsApp app =
        StreamsApp.start(
            config(args[0], args[1], args[2], Path.of(args[3]), List.of(args[4].split(","))));
    System.out.println("started " + app.dashboard());
    new CountDownLatch(1).await();
  }

  static StreamsAppConfig config(
      String bootstrap, String registry, String prefix, Path stateDir, List<String> runs) {
    return new StreamsAppConfig(
        bootstrap,
        registry,
        new Topics(prefix),
        WebSettings.local(0),
        null,
        stateDir,
        Map.of("main.consumer.session.timeout.ms", "6000"),
        Optional.of(new PromotedRuns(PromotionRule.DEFAULT, runs)),
        AlertSettings.none());
  }
}
