package dev.lethe.streams;

import dev.lethe.schemas.KafkaSettings;
import dev.lethe.schemas.Topics;
import dev.lethe.streams.alert.AlertSettings;
import dev.lethe.streams.promotion.PromotedRuns;
import dev.lethe.streams.web.WebSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Configuration of the streams app.
 *
 * @param bootstrapServers Kafka's {@code bootstrap.servers}
 * @param schemaRegistryUrl base address of the registry's Confluent API
 * @param topics topics of the installation
 * @param web where REST and dashboard listen and whom they answer
 * @param applicationId consumer group, and prefix of the internal topics; null or blank for {@code
 *     <prefix>-streams}
 * @param stateDir directory of Streams' local state
 * @param kafka further settings under Kafka's names, passed on unchanged to Streams, the read
 *     model's consumer, the admin client and the registry client; the prefixes are those of Kafka
 *     Streams, such as {@code main.consumer.} and {@code producer.}
 * @param promotion runs among which the served one is chosen; empty to serve none
 * @param alerts rules of alerts and their receivers
 */
public record StreamsAppConfig(
    String bootstrapServers,
    String schemaRegistryUrl,
    Topics topics,
    WebSettings web,
    String applicationId,
    Path stateDir,
    Map<String, String> kafka,
    Optional<PromotedRuns> promotion,
    AlertSettings alerts) {

  private static final Pattern APPLICATION_ID = Pattern.compile("[a-zA-Z0-9._-]{1,150}");
  private static final List<String> OURS =
      List.of(
          CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
          StreamsConfig.APPLICATION_ID_CONFIG,
          StreamsConfig.STATE_DIR_CONFIG,
          StreamsConfig.PROCESSING_GUARANTEE_CONFIG);

  public StreamsAppConfig {
    requireText("bootstrap.servers", bootstrapServers, "host:port, several separated by commas");
    requireText("schema.registry.url", schemaRegistryUrl, "a URL");
    if (topics == null) {
      throw new IllegalArgumentException("topic.prefix: got nothing, expected topics");
    }
    if (applicationId == null || applicationId.isBlank()) {
      applicationId = topics.prefix() + "-streams";
    }
    if (!APPLICATION_ID.matcher(applicationId).matches()) {
      throw new IllegalArgumentException(
          "application.id: got '%s', expected up to 150 letters, digits, '.', '_' and '-'"
              .formatted(applicationId));
    }
    if (stateDir == null) {
      throw new IllegalArgumentException("state.dir: got nothing, expected a directory");
    }
    kafka = Map.copyOf(KafkaSettings.resolve(kafka));
    for (String key : OURS) {
      if (kafka.containsKey(key)) {
        throw new IllegalArgumentException(
            "%s: got '%s' among the Kafka settings, expected none: Lethe sets it"
                .formatted(key, kafka.get(key)));
      }
    }
  }

  /** Returns the name under which the promotion is an application of its own. */
  String promotionId() {
    return applicationId.endsWith("-streams")
        ? applicationId.replaceFirst("streams$", "promotion")
        : applicationId + "-promotion";
  }

  private static void requireText(String key, String value, String expected) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "%s: got '%s', expected %s".formatted(key, value == null ? "" : value, expected));
    }
  }
}
