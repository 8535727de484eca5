package dev.lethe.cli.command;

import dev.lethe.cli.options.ClusterOptions;
import dev.lethe.cli.options.TopicOptions;
import dev.lethe.common.text.ShellWords;
import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.TopicAdmin;
import dev.lethe.schemas.TopicVerification;
import dev.lethe.schemas.TopicVerification.Problem;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
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
      "Lists the topics of an installation and their settings, creates the missing ones, or verifies"
          + " all of them.",
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
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
          TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private TopicOptions options;

  @Option(names = "--create", description = "Creates missing topics.")
  private boolean create;

  @Option(
      names = "--verify",
      description =
          "Also looks for states in which records are lost or runs stop, names the command that"
              + " repairs each, and exits with 1 if there are some.")
  private boolean verify;

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
      Map<String, Config> configs = configs(connection, found.existing().keySet());
      table(definitions, found, configs).print(out);
      List<Problem> problems =
          verify ? problems(connection, definitions, found, configs) : List.of();
      problems.forEach(
          problem -> out.printf("%n%s%n  repair: %s%n", problem.text(), problem.repair()));
      if (verify && problems.isEmpty()) {
        out.println("verified: no problems");
      }
      out.flush();
      return problems.isEmpty() ? 0 : 1;
    }
  }

  private List<Problem> problems(
      ClusterAdmin connection,
      List<NewTopic> definitions,
      TopicAdmin.Found found,
      Map<String, Config> configs) {
    List<Integer> brokers =
        connection.await(connection.admin().describeCluster().nodes()).stream()
            .map(Node::id)
            .sorted()
            .toList();
    var verification = new TopicVerification(kafkaOptions(), createCommand(), brokers);
    List<Problem> problems = new ArrayList<>();
    if (!found.missing().isEmpty()) {
      problems.add(verification.missing(found.missing()));
    }
    Map<String, Integer> counts = new HashMap<>();
    found.existing().forEach((name, topic) -> counts.put(name, topic.partitions().size()));
    for (NewTopic topic : definitions) {
      if (found.missing().contains(topic.name())) {
        continue;
      }
      if (found.hidden().contains(topic.name())) {
        problems.add(verification.hidden(topic.name()));
      } else {
        problems.addAll(
            verification.of(
                new TopicVerification.Existing(
                    options.expected(cluster.topics(), topic, counts),
                    found.existing().get(topic.name()),
                    values(configs.get(topic.name())))));
      }
    }
    return problems;
  }

  /** Returns the options of Kafka's own commands for this cluster. */
  private String kafkaOptions() {
    String brokers = "--bootstrap-server " + cluster.bootstrapServer();
    return cluster
        .commandConfig()
        .map(file -> brokers + " --command-config " + file)
        .orElse(brokers);
  }

  /** Returns this command with {@code --create} in place of {@code --verify}. */
  private String createCommand() {
    List<String> arguments = spec.commandLine().getParseResult().originalArgs();
    return arguments.stream()
        .skip(arguments.indexOf(spec.name()) + 1L)
        .map(argument -> argument.equals("--verify") ? "--create" : argument)
        .map(ShellWords::quote)
        .collect(Collectors.joining(" ", "./lethe topics ", ""));
  }

  private static Map<String, String> values(Config config) {
    Map<String, String> values = new HashMap<>();
    if (config != null) {
      config.entries().forEach(entry -> values.put(entry.name(), entry.value()));
    }
    return values;
  }

  private static TextTable table(
      List<NewTopic> definitions, TopicAdmin.Found found, Map<String, Config> configs) {
    List<String> titles = new ArrayList<>(List.of("topic", "state", "partitions", "replication"));
    titles.addAll(COLUMNS);
    var table = new TextTable(titles.toArray(String[]::new));
    for (NewTopic topic : definitions) {
      TopicDescription description = found.existing().get(topic.name());
      if (description != null) {
        add(
            table,
            List.of(
                topic.name(),
                "exists",
                Integer.toString(description.partitions().size()),
                Integer.toString(description.partitions().get(0).replicas().size())),
            settings(configs.get(topic.name())));
      } else if (found.hidden().contains(topic.name())) {
        add(
            table,
            List.of(topic.name(), "no permission", UNKNOWN, UNKNOWN),
            Collections.nCopies(COLUMNS.size(), UNKNOWN));
      } else {
        add(
            table,
            List.of(
                topic.name(),
                "missing",
                Integer.toString(topic.numPartitions()),
                topic.replicationFactor() < 0
                    ? "broker"
                    : Short.toString(topic.replicationFactor())),
            COLUMNS.stream().map(key -> topic.configs().getOrDefault(key, "broker")).toList());
      }
    }
    return table;
  }

  private static void add(TextTable table, List<String> topic, List<String> settings) {
    table.add(Stream.concat(topic.stream(), settings.stream()).toArray(String[]::new));
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
