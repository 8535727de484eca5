package dev.lethe.cli.options;

import dev.lethe.schemas.TopicAdmin;
import dev.lethe.schemas.Topics;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Option;

/** Options of the cluster; Kafka's own settings keep their names. */
public final class KafkaOptions {
  @Option(
      names = {"--bootstrap-server", "--bootstrap-servers"},
      paramLabel = "HOST:PORT",
      defaultValue = "localhost:9092",
      description = "Kafka brokers for the initial connection. Default: ${DEFAULT-VALUE}.")
  private String bootstrapServer;

  @Option(
      names = "--schema-registry-url",
      paramLabel = "URL",
      defaultValue = "http://localhost:8081/apis/ccompat/v7",
      description = "Schema registry with the Confluent API. Default: ${DEFAULT-VALUE}.")
  private String schemaRegistryUrl;

  @Option(
      names = "--topic-prefix",
      paramLabel = "PREFIX",
      defaultValue = Topics.DEFAULT_PREFIX,
      description = "Prefix of all topic names. Default: ${DEFAULT-VALUE}.")
  private String prefix;

  @Option(
      names = "--create-topics",
      description = "Create missing topics, with one partition each.")
  private boolean createTopics;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description =
          "Properties file for the Kafka clients, passed on unchanged, e.g. security settings.")
  private Path commandConfig;

  @Option(
      names = "--command-property",
      paramLabel = "KEY=VALUE",
      description = "One property for the Kafka clients; overrides the file. Repeatable.")
  private Map<String, String> commandProperties = new LinkedHashMap<>();

  public String bootstrapServer() {
    return bootstrapServer;
  }

  public String schemaRegistryUrl() {
    return schemaRegistryUrl;
  }

  public Topics topics() {
    return new Topics(prefix);
  }

  /**
   * Returns the settings of the Kafka clients.
   *
   * @throws IllegalArgumentException if the properties file cannot be read
   */
  public Map<String, String> kafka() {
    Map<String, String> settings = new HashMap<>();
    if (commandConfig != null) {
      var file = new Properties();
      try (Reader in = Files.newBufferedReader(commandConfig)) {
        file.load(in);
      } catch (IOException e) {
        throw new IllegalArgumentException(
            "command.config: got '%s', expected a properties file that can be read"
                .formatted(commandConfig),
            e);
      }
      file.stringPropertyNames().forEach(key -> settings.put(key, file.getProperty(key)));
    }
    settings.putAll(commandProperties);
    return settings;
  }

  /** Creates missing topics if the user asked for it. */
  public void prepareTopics() {
    if (createTopics) {
      createMissingTopics();
    }
  }

  private void createMissingTopics() {
    Map<String, Object> settings = new HashMap<>(kafka());
    settings.keySet().removeIf(key -> key.startsWith("consumer.") || key.startsWith("producer."));
    settings.put("bootstrap.servers", bootstrapServer);
    try (Admin admin = Admin.create(settings)) {
      new TopicAdmin(admin, bootstrapServer).create(topics(), 1, (short) -1);
    }
  }
}
