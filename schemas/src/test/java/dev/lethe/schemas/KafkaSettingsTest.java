package dev.lethe.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSettingsTest {
  @TempDir private Path directory;

  private Path secrets;

  @BeforeEach
  void writeSecrets() throws IOException {
    secrets = Files.writeString(directory.resolve("secrets.properties"), "password=hunter2\n");
  }

  @Test
  @DisplayName("secrets by provider")
  void shouldReplaceReferencesOfEveryClientAndRemoveProviders() {
    // Given
    Map<String, String> settings = withProvider();
    settings.put("sasl.jaas.config", "login required password=\"" + reference("password") + "\";");
    settings.put("consumer.ssl.key.password", reference("password"));
    settings.put("client.id", "lethe");

    // When, Then
    assertThat(KafkaSettings.resolve(settings))
        .containsOnly(
            Map.entry("sasl.jaas.config", "login required password=\"hunter2\";"),
            Map.entry("consumer.ssl.key.password", "hunter2"),
            Map.entry("client.id", "lethe"));
  }

  @Test
  void shouldReplaceReferencesToTheEnvironmentAndToFilesOfADirectory() throws IOException {
    // Given
    String name = "PATH";
    Files.writeString(directory.resolve("token"), "abc.def");
    Map<String, String> settings =
        Map.of(
            "config.providers", "env,dir",
            "config.providers.env.class",
                "org.apache.kafka.common.config.provider.EnvVarConfigProvider",
            "config.providers.dir.class",
                "org.apache.kafka.common.config.provider.DirectoryConfigProvider",
            "ssl.truststore.location", "${env:" + name + "}",
            "bearer.auth.token", "${dir:" + directory + ":token}");

    // When, Then
    assertThat(KafkaSettings.resolve(settings))
        .containsOnly(
            Map.entry("ssl.truststore.location", System.getenv(name)),
            Map.entry("bearer.auth.token", "abc.def"));
  }

  @Test
  void shouldKeepSettingsWithoutProviders() {
    assertThat(KafkaSettings.resolve(Map.of("client.id", "${a:b}")))
        .isEqualTo(Map.of("client.id", "${a:b}"));
  }

  @Test
  void shouldNameTheReferenceThatNoProviderKnows() {
    // Given
    Map<String, String> settings = withProvider();
    settings.put("ssl.key.password", reference("pasword"));

    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KafkaSettings.resolve(settings))
        .withMessageStartingWith("ssl.key.password: got " + reference("pasword"));
  }

  @Test
  void shouldReportAFileThatCannotBeRead() {
    // Given
    Map<String, String> settings = withProvider();
    settings.put("ssl.key.password", "${file:" + directory.resolve("absent") + ":password}");

    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KafkaSettings.resolve(settings))
        .withMessageStartingWith("config.providers: got 'file'")
        .withMessageContaining("absent");
  }

  private String reference(String key) {
    return "${file:%s:%s}".formatted(secrets, key);
  }

  private static Map<String, String> withProvider() {
    return new HashMap<>(
        Map.of(
            "config.providers",
            "file",
            "config.providers.file.class",
            "org.apache.kafka.common.config.provider.FileConfigProvider"));
  }
}
