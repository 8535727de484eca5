package dev.lethe.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lethe.schemas.Topics;
import dev.lethe.streams.alert.AlertSettings;
import dev.lethe.streams.web.WebSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsAppConfigTest {

  @Test
  void shouldNameApplicationAfterPrefixWhenNoneIsGiven() {
    assertThat(config(8080, Map.of()).applicationId()).isEqualTo("p-streams");
  }

  @Test
  void shouldRefusePortWhenOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(70_000, Map.of()))
        .withMessage("http.port: got 70000, expected 1 to 65535, or 0 for a free port");
  }

  @Test
  void shouldRefuseKafkaSettingWhenLetheSetsIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(0, Map.of("processing.guarantee", "at_least_once")))
        .withMessageStartingWith("processing.guarantee: got 'at_least_once'");
  }

  @Test
  @DisplayName("secrets by provider")
  void shouldResolveConfigProvidersForEveryClient(@TempDir Path directory) throws Exception {
    // Given
    Path secrets = Files.writeString(directory.resolve("secrets"), "password=hunter2\n");
    String provider = "org.apache.kafka.common.config.provider.FileConfigProvider";
    var settings =
        new ClientSettings(
            config(
                0,
                Map.of(
                    "config.providers",
                    "file",
                    "config.providers.file.class",
                    provider,
                    "ssl.truststore.password",
                    "${file:" + secrets + ":password}")));

    // When, Then
    assertThat(settings.admin()).containsEntry("ssl.truststore.password", "hunter2");
    assertThat(settings.readModel()).containsEntry("ssl.truststore.password", "hunter2");
    assertThat(settings.streams()).containsEntry("ssl.truststore.password", "hunter2");
  }

  @Test
  void shouldPassKafkaSettingsThroughAndKeepWhatItNeeds() {
    // Given
    var settings =
        new ClientSettings(
            config(
                0,
                Map.of(
                    "security.protocol", "SSL",
                    "num.stream.threads", "2",
                    "isolation.level", "read_uncommitted",
                    "consumer.fetch.max.wait.ms", "50")));

    // When
    var streams = settings.streams();
    var readModel = settings.readModel();

    // Then
    assertThat(streams)
        .containsEntry("security.protocol", "SSL")
        .containsEntry("num.stream.threads", "2")
        .containsEntry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    assertThat(readModel)
        .containsEntry("security.protocol", "SSL")
        .containsEntry("fetch.max.wait.ms", "50")
        .containsEntry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        .doesNotContainKey("num.stream.threads");
    assertThat(settings.admin()).containsEntry("security.protocol", "SSL");
  }

  private static StreamsAppConfig config(int port, Map<String, String> kafka) {
    return new StreamsAppConfig(
        "localhost:9092",
        "http://localhost:8081",
        new Topics("p"),
        WebSettings.local(port),
        null,
        Path.of("x"),
        kafka,
        Optional.empty(),
        AlertSettings.none());
  }
}
