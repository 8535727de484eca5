package dev.lethe.cli.command;

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

/** Which cluster, and how to reach it; Kafka's settings keep Kafka's names. */
final class KafkaOptions {
  @Option(
      names = {"--bootstrap-server", "--bootstrap-servers"},
      paramLabel = "HOST:PORT",
      defaultValue = "localhost:9092",
      description = "Kafka brokers to connect to first. Default: ${DEFAULT-VALUE}.")
  private String bootstrapServer;

  @Option(
      names = "--schema-registry-url",
      paramLabel = "URL",
      defaultValue = "http://localhost:8081/apis/ccompat/v7",
      description = "A schema registry that speaks the Confluent API. Default: ${DEFAULT-VALUE}.")
  private String schemaRegistryUrl;

  @Option(
      names = "--topic-prefix",
      paramLabel = "PREFIX",
      defaultValue = Topics.DEFAULT_PREFIX,
      description = "What the names of all topics begin with. Default: ${DEFAULT-VALUE}.")
  private String prefix;

  @Option(
      names = "--create-topics",
      description = "Create the topics that are missing, one partition each.")
  private boolean createTopics;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Properties passed to the Kafka clients untouched, e.g. security settings.")
  private Path commandConfig;

  @Option(
      names = "--command-property",
      paramLabel = "KEY=VALUE",
      description = "One such property; goes before the file. Repeatable.")
  private Map<String, String> commandProperties = new LinkedHashMap<>();

  String bootstrapServer() {
    return bootstrapServer;
  }

  String schemaRegistryUrl() {
    return schemaRegistryUrl;
  }

  Topics topics() {
    return new Topics(prefix);
  }

  /** Kafka's own settings, as the user gave them. */
  Map<String, String> kafka() {
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

  /** Creates missing topics where the user asked for it. */
  void prepareTopics() {
    if (createTopics) {
      createTopics(bootstrapServer, topics(), kafka());
    }
  }

  static void createTopics(String bootstrapServer, Topics topics, Map<String, String> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.keySet().removeIf(key -> key.startsWith("consumer.") || key.startsWith("producer."));
    settings.put("bootstrap.servers", bootstrapServer);
    try (Admin admin = Admin.create(settings)) {
      new TopicAdmin(admin, bootstrapServer).create(topics, 1, (short) -1);
    }
  }
}
