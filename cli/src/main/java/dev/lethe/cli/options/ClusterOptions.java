package dev.lethe.cli.options;

import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.KafkaSettings;
import dev.lethe.schemas.Topics;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.Option;

/** Options of a Kafka cluster; Kafka's own settings keep their names. */
public final class ClusterOptions {
  private static final String CONSUMER = "consumer.";
  private static final String PRODUCER = "producer.";

  @Option(
      names = {"--bootstrap-server", "--bootstrap-servers"},
      paramLabel = "HOST:PORT",
      defaultValue = "localhost:9092",
      description = "Kafka brokers for the initial connection. Default: ${DEFAULT-VALUE}.")
  private String bootstrapServer;

  @Option(
      names = "--topic-prefix",
      paramLabel = "PREFIX",
      defaultValue = Topics.DEFAULT_PREFIX,
      description = "Prefix of all topic names. Default: ${DEFAULT-VALUE}.")
  private String prefix;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description =
          "Properties file for the clients of Kafka and of the schema registry, passed on unchanged,"
              + " e.g. security settings.")
  private Path commandConfig;

  @Option(
      names = "--command-property",
      paramLabel = "KEY=VALUE",
      description = "One property for these clients; overrides the file. Repeatable.")
  private Map<String, String> commandProperties = new LinkedHashMap<>();

  public String bootstrapServer() {
    return bootstrapServer;
  }

  public Topics topics() {
    return new Topics(prefix);
  }

  /** Returns the properties file of the clients, as the user wrote it. */
  public Optional<Path> commandConfig() {
    return Optional.ofNullable(commandConfig);
  }

  /**
   * Returns the settings of the clients, without references to {@code config.providers}.
   *
   * @throws IllegalArgumentException if the properties file cannot be read, or a provider fails
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
    return KafkaSettings.resolve(settings);
  }

  /** Returns the settings of a consumer. Those with the prefix {@code consumer.} win. */
  public Map<String, Object> consumer() {
    return client(CONSUMER);
  }

  /** Returns the settings of a producer. Those with the prefix {@code producer.} win. */
  public Map<String, Object> producer() {
    return client(PRODUCER);
  }

  private Map<String, Object> client(String prefix) {
    Map<String, Object> settings = common();
    kafka()
        .forEach(
            (key, value) -> {
              if (key.startsWith(prefix)) {
                settings.put(key.substring(prefix.length()), value);
              }
            });
    return settings;
  }

  private Map<String, Object> common() {
    Map<String, Object> settings = new HashMap<>(kafka());
    settings.keySet().removeIf(key -> key.startsWith(CONSUMER) || key.startsWith(PRODUCER));
    settings.put("bootstrap.servers", bootstrapServer);
    return settings;
  }

  /**
   * Connects to the cluster.
   *
   * @throws IllegalArgumentException if the port speaks another protocol than the settings have
   */
  public ClusterAdmin connect() {
    return ClusterAdmin.connect(bootstrapServer, common());
  }
}
