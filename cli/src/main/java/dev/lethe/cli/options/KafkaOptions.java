package dev.lethe.cli.options;

import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.SchemaRegistry;
import dev.lethe.schemas.TopicAdmin;
import dev.lethe.schemas.Topics;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of commands that read and write records: cluster, schema registry, topics. */
public final class KafkaOptions {
  @Mixin private ClusterOptions cluster;
  @Mixin private RegistryOption registry;

  @Option(
      names = "--create-topics",
      description =
          "Create missing topics, with one partition each; ./lethe topics --create has more options.")
  private boolean createTopics;

  public String bootstrapServer() {
    return cluster.bootstrapServer();
  }

  public String schemaRegistryUrl() {
    return registry.url();
  }

  public Topics topics() {
    return cluster.topics();
  }

  /**
   * Returns the settings of the clients.
   *
   * @throws IllegalArgumentException if the properties file cannot be read, or a provider fails
   */
  public Map<String, String> kafka() {
    return cluster.kafka();
  }

  /** Returns a client of the schema registry. */
  public SchemaRegistry registry() {
    return new ConfluentSchemaRegistry(registry.url(), cluster.kafka());
  }

  /** Creates missing topics if the user asked for it. */
  public void prepareTopics() {
    if (createTopics) {
      try (ClusterAdmin connection = cluster.connect()) {
        new TopicAdmin(connection).create(topics().definitions(1, (short) -1));
      }
    }
  }

  /**
   * Checks that topics exist, before a client waits for them.
   *
   * @throws IllegalArgumentException if one is missing, or no broker answers
   */
  public void requireTopics(List<String> names) {
    try (ClusterAdmin connection = cluster.connect()) {
      new TopicAdmin(connection).require(names);
    }
  }
}
