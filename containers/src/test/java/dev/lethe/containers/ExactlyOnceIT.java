package dev.lethe.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.cli.chaos.Child;
import dev.lethe.cli.chaos.Installation;
import dev.lethe.cli.chaos.Published;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One broker: trainers that are killed and fenced, and streams apps that share their work. */
@RequiresDocker
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ExactlyOnceIT {
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final int SOME = 100;

  private static Deployment deployment;

  @TempDir private Path directory;

  @BeforeAll
  static void startContainers() throws IOException {
    deployment = new Deployment(1, ComposeFile.image("kafka"));
  }

  @AfterAll
  static void removeContainers() throws IOException {
    if (deployment != null) {
      deployment.close();
    }
  }

  @Test
  void shouldEqualItsTwinAfterRestartTakeOverAndRebalance() throws Exception {
    // Given
    try (var installation = deployment.install(new Topics("moved"), directory, 1, 2)) {
      installation.start();
      installation.awaitProgress(SOME);

      // When a second streams app joins the group and the first one dies
      Child streams = installation.newStreams("streams-2");
      streams.start();
      await().atMost(PATIENCE).until(() -> streams.output().contains("http://"));
      installation.awaitProgress(SOME);
      installation.streams().kill();
      // When the trainer is killed and started again
      installation.trainer().kill();
      installation.trainer().start();
      installation.awaitLive(installation.trainer(), Installation.RUN);
      installation.awaitProgress(SOME);
      // When another trainer takes the run over
      Child trainer = installation.newTrainer("trainer-2", Installation.RUN);
      trainer.start();
      installation.awaitLive(trainer, Installation.RUN);

      // Then
      assertThat(installation.trainer().awaitExit()).isEqualTo(1);
      assertThat(installation.trainer().output()).contains("Another trainer has started run");
      installation.awaitProgress(SOME);
      Twins.requireEqual(installation.finish(trainer, streams, Twins.NO_RECOVERIES));
    }
  }

  @Test
  void shouldPredictEachExampleOfTwoPartitionsOnceAfterAKill() throws Exception {
    // Given
    try (var installation = deployment.install(new Topics("two"), directory, 2, 1)) {
      Published published = installation.published();
      installation.start();
      installation.awaitProgress(2 * SOME);

      // When
      installation.trainer().kill();
      installation.trainer().start();
      installation.awaitLive(installation.trainer(), Installation.RUN);
      installation.awaitProgress(2 * SOME);
      installation.endStream();
      List<String> expected = published.idsToPredict();
      await()
          .atMost(PATIENCE)
          .until(() -> published.predictions(Installation.RUN).size() >= expected.size());
      installation.trainer().stop();

      // Then
      List<Prediction> predictions = published.predictions(Installation.RUN);
      assertThat(predictions)
          .extracting(Prediction::getId)
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(predictions).extracting(Prediction::getPartition).contains(0, 1);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(published.metrics(Installation.RUN).orElseThrow().getExamples())
                      .isEqualTo(expected.size()));
      assertThat(digestOfJournal(installation)).contains("\"" + digest(published) + "\"");
    }
  }

  /** Returns the digest that the trainer published when it stopped. */
  private static String digest(Published published) {
    List<Run> runs = published.runs(Installation.RUN);
    return runs.get(runs.size() - 1).getSettings().get("learner.sha256");
  }

  /** Restores the run from the journal alone, and returns its facts as JSON. */
  private String digestOfJournal(Installation installation) throws Exception {
    Child inspect =
        installation.child(
            "inspect",
            List.of(
                "inspect",
                Installation.RUN,
                "--json",
                "--checkpoints=" + directory.resolve("no-checkpoints")));
    inspect.start();
    assertThat(inspect.awaitExit()).as(inspect.output()).isZero();
    return inspect.output();
  }
}
