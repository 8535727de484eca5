package dev.lethe.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.cli.chaos.Child;
import dev.lethe.cli.chaos.Installation;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A registry that dies while a run trains, and before another one starts. */
@RequiresDocker
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RegistryOutageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final int SOME = 100;

  @TempDir private Path directory;

  @Test
  void shouldTrainOnWithoutTheRegistryAndWaitForItAtAStart() throws Exception {
    // Given
    try (var deployment = new Deployment(1, ComposeFile.image("kafka"));
        var installation = deployment.install(new Topics("outage"), directory, 1, 1)) {
      installation.start();
      installation.awaitProgress(SOME);

      // When
      deployment.registry().kill();
      // Then a run that knows its schemas goes on
      installation.awaitProgress(SOME);

      // When, Then a new trainer says what it waits for
      Child late = installation.newTrainer("late", "late");
      late.start();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                late.requireAlive();
                assertThat(late.output()).contains("schema registry http", "did not answer");
              });

      // When
      deployment.registry().restart();
      // Then it starts
      installation.awaitLive(late, "late");
      late.stop();
      assertThat(installation.published().runs(Installation.RUN))
          .extracting(Run::getState)
          .containsOnly(RunState.LIVE);
      Twins.requireEqual(
          installation.finish(installation.trainer(), installation.streams(), Twins.NO_RECOVERIES));
    }
  }
}
