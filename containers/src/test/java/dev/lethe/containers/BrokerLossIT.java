package dev.lethe.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.cli.chaos.Installation;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Topics;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three brokers, of which two must have each record, while one of them is lost. */
@RequiresDocker
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BrokerLossIT {
  private static final int SOME = 100;

  @TempDir private Path directory;

  @Test
  void shouldEqualItsTwinAfterOneBrokerIsKilledAndAnotherCutOff() throws Exception {
    // Given
    var topics = new Topics("loss");
    try (var deployment = new Deployment(3, ComposeFile.image("kafka"));
        var installation = deployment.install(topics, directory, 1, 2)) {
      KafkaCluster cluster = deployment.cluster();
      installation.start();
      installation.awaitProgress(SOME);

      // When a broker is killed, then the others go on
      Broker killed = cluster.leader(topics.examples());
      killed.kill();
      installation.awaitProgress(SOME);
      killed.restart();
      cluster.awaitInSync();

      // When another one reaches its clients only and believes that it leads, then the others lead
      Broker cutOff = cluster.leader(topics.examples());
      cutOff.cutFromBrokers();
      cluster.awaitLeadersOtherThan(cutOff);
      cluster.awaitClaimOf(cutOff, topics.examples());
      // When it reaches nobody, then clients on the other side go on
      cutOff.cutFromClients();
      installation.awaitProgress(SOME);
      cutOff.reconnect();
      cluster.awaitInSync();
      installation.awaitProgress(SOME);

      // Then
      assertThat(installation.published().runs(Installation.RUN))
          .last()
          .extracting(Run::getState)
          .isEqualTo(RunState.LIVE);
      Twins.requireEqual(
          installation.finish(installation.trainer(), installation.streams(), Twins.NO_RECOVERIES));
    }
  }
}
