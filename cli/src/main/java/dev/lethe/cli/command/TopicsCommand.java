package dev.lethe.cli.command;

import dev.lethe.cli.options.ClusterOptions;
import dev.lethe.cli.options.TopicOptions;
import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.TopicAdmin;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists or creates the topics of an installation. */
@Command(
    name = "topics",
    description = {
      "Lists the topics of an installation and their settings, or creates the missing ones.",
      "For a missing topic, the list has the settings that --create would use. Existing topics are"
          + " never changed."
    },
    mixinStandardHelpOptions = true)
public final class TopicsCommand implements Callable<Integer> {
  private static final String UNKNOWN = "?";
  private static final List<String> COLUMNS =
      List.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.RETENTION_MS_CONFIG,
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG);

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private TopicOptions options;

  @Option(names = "--create", description = "Creates missing topics.")
  private boolean create;

  @Override
  public Integer call() {
    List<NewTopic> definitions = options.definitions(cluster.topics());
    PrintWriter out = spec.commandLine().getOut();
    try (ClusterAdmin connection = cluster.connect()) {
      var admin = new TopicAdmin(connection);
      if (create) {
        List<String> created = admin.create(definitions);
        out.printf(
            "created: %s%n", created.isEmpty() ? "none, all exist" : String.join(", ", created));
      }
      TopicAdmin.Found found = admin.find(definitions.stream().map(NewTopic::name).toList());
      table(definitions, found, configs(connection, found.existing().keySet())).print(out);
      out.flush();
    }
    return 0;
  }

  private static TextTable table(
      List<NewTopic> definitions, TopicAdmin.Found found, Map<String, Config> configs) {
    var table =
        new TextTable(
            "topic",
            "state",
            "partitions",
            "replication",
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.RETENTION_MS_CONFIG,
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    for (NewTopic topic : definitions) {
      TopicDescription description = found.existing().get(topic.name());
      if (description != null) {
        List<String> settings = settings(configs.get(topic.name()));
        table.add(
            topic.name(),
            "exists",
            Integer.toString(description.partitions().size()),
            Integer.toString(description.partitions().get(0).replicas().size()),
            settings.get(0),
            settings.get(1),
            settings.get(2));
      } else if (found.hidden().contains(topic.name())) {
        table.add(topic.name(), "no permission", UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);
      } else {
        List<String> settings =
            COLUMNS.stream().map(key -> topic.configs().getOrDefault(key, "broker")).toList();
        table.add(
            topic.name(),
            "missing",
            Integer.toString(topic.numPartitions()),
            topic.replicationFactor() < 0 ? "broker" : Short.toString(topic.replicationFactor()),
            settings.get(0),
            settings.get(1),
            settings.get(2));
      }
    }
    return table;
  }

  private static List<String> settings(Config config) {
    return COLUMNS.stream()
        .map(key -> config == null || config.get(key) == null ? UNKNOWN : config.get(key).value())
        .toList();
  }

  /** Returns the settings of the topics that the user may read. */
  private static Map<String, Config> configs(ClusterAdmin connection, Collection<String> names) {
    var resources =
        names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    Map<String, Config> configs = new HashMap<>();
    connection
        .admin()
        .describeConfigs(resources)
        .values()
        .forEach(
            (resource, future) -> {
              try {
                configs.put(resource.name(), connection.await(future));
              } catch (AuthorizationException e) {
                configs.remove(resource.name());
              }
            });
    return configs;
  }
}
