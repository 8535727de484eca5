package dev.lethe.cli.options;

import dev.lethe.common.text.Suggestions;
import dev.lethe.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import picocli.CommandLine.Option;

/** Options of topics to create. */
public final class TopicOptions {
  /** Additional room for the headers of a dead letter, in bytes. */
  private static final int DEAD_LETTER_HEADERS = 1 << 20;

  private static final Pattern RETENTION = Pattern.compile("([1-9][0-9]{0,8})([mhd])");
  private static final Pattern SETTING = Pattern.compile("([a-z.]+):([a-z.]+)=(.*)");

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description =
          "Partitions of each topic, except runs, checkpoints and metrics.dlq, which have one. With"
              + " one, a run learns the stream in the order in which it was produced. Default: 1;"
              + " with --verify, those that the topics have.")
  private Integer partitions;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      defaultValue = "-1",
      description = "Copies of each partition, or -1 for the broker's default. Default: -1.")
  private short replicationFactor;

  @Option(
      names = "--min-insync-replicas",
      paramLabel = "N",
      description =
          "Copies that must have a record before it is acknowledged: one less than there are."
              + " Default: the broker's.")
  private Integer minInSyncReplicas;

  @Option(
      names = "--retention",
      paramLabel = "TIME",
      description =
          "Retention of the results (predictions, outcomes, evaluations, windows, scorecards, health), e.g."
              + " 12h, 30d or forever. Default: the broker's, 7 days unless configured.")
  private String retention;

  @Option(
      names = "--max-message-bytes",
      paramLabel = "N",
      description =
          "Maximum size of a record of the input topic; dead letters may be larger. Default: the"
              + " broker's, about 1 MB unless configured.")
  private Integer maxMessageBytes;

  @Option(
      names = "--topic-config",
      paramLabel = "TOPIC:KEY=VALUE",
      description =
          "One Kafka setting of a topic, named without the prefix, e.g."
              + " metrics:cleanup.policy=delete. Repeatable.")
  private List<String> topicConfigs = new ArrayList<>();

  /**
   * Returns the topics to create, with their settings.
   *
   * @throws IllegalArgumentException if an option has an invalid value
   */
  public List<NewTopic> definitions(Topics topics) {
    if (partitions != null && partitions < 1) {
      throw new IllegalArgumentException(
          "partitions: got %d, expected at least 1".formatted(partitions));
    }
    if (replicationFactor < 1 && replicationFactor != -1) {
      throw new IllegalArgumentException(
          "replication.factor: got %d, expected at least 1, or -1 for the broker's default"
              .formatted(replicationFactor));
    }
    Map<String, Map<String, String>> overrides = overrides(topics);
    return topics.definitions(partitions == null ? 1 : partitions, replicationFactor).stream()
        .map(topic -> withConfigs(topic, overrides.getOrDefault(topic.name(), Map.of())))
        .toList();
  }

  /**
   * Returns the topic that a verification expects. Unless the user has chosen the partitions, the
   * topics of events have as many as that of the predictions, because the streams app reads the
   * same partition of each; others that may have several have as many as they have.
   *
   * @param definition the topic as it would be created
   * @param counts partitions of the existing topics, by name
   */
  public NewTopic expected(Topics topics, NewTopic definition, Map<String, Integer> counts) {
    // Those that always have one partition do not depend on the choice.
    boolean free =
        partitions == null
            && topics.definitions(2, (short) 1).stream()
                .anyMatch(
                    topic -> topic.name().equals(definition.name()) && topic.numPartitions() == 2);
    if (!free) {
      return definition;
    }
    String like =
        topics.results().contains(definition.name()) ? topics.predictions() : definition.name();
    return new NewTopic(
            definition.name(),
            counts.getOrDefault(like, definition.numPartitions()),
            definition.replicationFactor())
        .configs(definition.configs());
  }

  private static NewTopic withConfigs(NewTopic topic, Map<String, String> overrides) {
    Map<String, String> configs = new HashMap<>(topic.configs());
    configs.putAll(overrides);
    return topic.configs(configs);
  }

  private Map<String, Map<String, String>> overrides(Topics topics) {
    Map<String, Map<String, String>> overrides = new HashMap<>();
    if (minInSyncReplicas != null) {
      if (minInSyncReplicas < 1) {
        throw new IllegalArgumentException(
            "min.insync.replicas: got %d, expected at least 1".formatted(minInSyncReplicas));
      }
      for (NewTopic topic : topics.definitions(1, (short) 1)) {
        put(
            overrides,
            topic.name(),
            TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
            minInSyncReplicas.toString());
      }
    }
    if (retention != null) {
      for (String name : topics.results()) {
        put(overrides, name, TopicConfig.RETENTION_MS_CONFIG, Long.toString(millis(retention)));
      }
    }
    if (maxMessageBytes != null) {
      if (maxMessageBytes < 1) {
        throw new IllegalArgumentException(
            "max.message.bytes: got %d, expected at least 1".formatted(maxMessageBytes));
      }
      long deadLetter =
          Math.max(Topics.MAX_DEAD_LETTER_BYTES, (long) maxMessageBytes + DEAD_LETTER_HEADERS);
      String key = TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
      put(overrides, topics.examples(), key, maxMessageBytes.toString());
      put(
          overrides,
          topics.deadLetters(),
          key,
          Long.toString(Math.min(deadLetter, Integer.MAX_VALUE)));
    }
    List<String> names =
        topics.definitions(1, (short) 1).stream()
            .map(topic -> topic.name().substring(topics.prefix().length() + 1))
            .toList();
    for (String text : topicConfigs) {
      Matcher setting = SETTING.matcher(text);
      if (!setting.matches()) {
        throw new IllegalArgumentException(
            "topic.config: got '%s', expected TOPIC:KEY=VALUE, e.g. metrics:cleanup.policy=delete"
                .formatted(text));
      }
      if (!names.contains(setting.group(1))) {
        throw Suggestions.unknown("topic.config", setting.group(1), names);
      }
      String name = topics.prefix() + "." + setting.group(1);
      put(overrides, name, setting.group(2), setting.group(3));
    }
    return overrides;
  }

  private static void put(
      Map<String, Map<String, String>> overrides, String topic, String key, String value) {
    overrides.computeIfAbsent(topic, name -> new HashMap<>()).put(key, value);
  }

  private static long millis(String retention) {
    if (retention.equals("forever")) {
      return -1;
    }
    Matcher time = RETENTION.matcher(retention);
    if (!time.matches()) {
      throw new IllegalArgumentException(
          "retention: got '%s', expected a number of minutes, hours or days, e.g. 12h or 30d, or forever"
              .formatted(retention));
    }
    long number = Long.parseLong(time.group(1));
    return switch (time.group(2)) {
      case "m" -> Duration.ofMinutes(number).toMillis();
      case "h" -> Duration.ofHours(number).toMillis();
      default -> Duration.ofDays(number).toMillis();
    };
  }
}
