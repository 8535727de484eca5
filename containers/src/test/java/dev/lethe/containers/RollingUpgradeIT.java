package dev.lethe.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Brokers that are replaced by newer ones, one after the other, as docs/operations.md describes.
 */
@RequiresDocker(images = RollingUpgradeIT.OLD)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RollingUpgradeIT {
  static final String OLD = "apache/kafka:4.2.1";

  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final String METADATA = "metadata.version";
  private static final int SOME = 100;

  @TempDir private Path directory;

  @Test
  void shouldEqualItsTwinAfterEachBrokerIsReplacedByANewerOne() throws Exception {
    // Given
    String newImage = ComposeFile.image("kafka");
    try (var deployment = new Deployment(3, OLD);
        var installation = deployment.install(new Topics("upgrade"), directory, 1, 2)) {
      KafkaCluster cluster = deployment.cluster();
      installation.start();
      installation.awaitProgress(SOME);

      // When
      for (Broker broker : cluster.brokers()) {
        broker.remove();
        broker.create(newImage);
        cluster.awaitInSync();
        installation.awaitProgress(SOME);
      }
      try (Admin admin = cluster.admin()) {
        // Then the cluster still has the features of before, until they are upgraded
        FeatureMetadata before = admin.describeFeatures().featureMetadata().get();
        short newest = before.supportedFeatures().get(METADATA).maxVersion();
        assertThat(finalized(before)).isLessThan(newest);
        admin
            .updateFeatures(
                Map.of(METADATA, new FeatureUpdate(newest, UpgradeType.UPGRADE)),
                new UpdateFeaturesOptions())
            .all()
            .get();
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(finalized(admin.describeFeatures().featureMetadata().get()))
                        .isEqualTo(newest));
      }
      installation.awaitProgress(SOME);

      // Then
      Twins.requireEqual(
          installation.finish(installation.trainer(), installation.streams(), Twins.NO_RECOVERIES));
    }
  }

  private static short finalized(FeatureMetadata features) {
    return features.finalizedFeatures().get(METADATA).maxVersionLevel();
  }
}
