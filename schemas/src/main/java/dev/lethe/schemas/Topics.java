package dev.lethe.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topics of one Lethe installation, all under one prefix.
 *
 * @param prefix start of all names: lower-case letters, digits, hyphens and dots, at most 200
 *     characters; no underscores, because Kafka's metrics cannot tell them from dots
 */
public record Topics(String prefix) {
  public static final String DEFAULT_PREFIX = "lethe";

  /** Maximum size of a dead letter, in bytes. */
  public static final int MAX_DEAD_LETTER_BYTES = 16 << 20;

  /** Minimum time that older metrics of a run are kept, in days. */
  static final int METRICS_HISTORY_DAYS = 7;

  private static final Pattern LEGAL = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,198}[a-z0-9])?");

  public Topics {
    if (prefix == null || !LEGAL.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "topic.prefix: got '%s', expected lower-case letters, digits, '-' and '.', at most 200 characters"
              .formatted(prefix));
    }
  }

  public String examples() {
    return prefix + ".examples";
  }

  public String deadLetters() {
    return prefix + ".examples.dlq";
  }

  /** Returns the transactional id of a replay of dead letters. */
  public String deadLetterReplay() {
    return prefix + "-dead-letters";
  }

  public String predictions() {
    return prefix + ".predictions";
  }

  /** Predictions of the runs that do not publish every one of them. */
  public String outcomes() {
    return prefix + ".outcomes";
  }

  public String evaluations() {
    return prefix + ".evaluations";
  }

  public String scorecards() {
    return prefix + ".scorecards";
  }

  public String health() {
    return prefix + ".health";
  }

  public String windows() {
    return prefix + ".windows";
  }

  public String runs() {
    return prefix + ".runs";
  }

  public String journal() {
    return prefix + ".journal";
  }

  /** Records of a run's checkpoints; the checkpoints themselves are in a store. */
  public String checkpoints() {
    return prefix + ".checkpoints";
  }

  /** Commands of operators to runs. */
  public String commands() {
    return prefix + ".commands";
  }

  public String metrics() {
    return prefix + ".metrics";
  }

  /** Alerts from the rules of the streams app. */
  public String alerts() {
    return prefix + ".alerts";
  }

  /** Predictions of the run that is served, one for each example. */
  public String served() {
    return prefix + ".served";
  }

  /** Switches of the served run, with their evidence. */
  public String promotions() {
    return prefix + ".promotions";
  }

  /** Commands of operators about the served run. */
  public String promotionCommands() {
    return prefix + ".promotion-commands";
  }

  /** Records that the streams app cannot read. */
  public String metricsDeadLetters() {
    return prefix + ".metrics.dlq";
  }

  /** Returns the topics of the events of runs. */
  public List<String> results() {
    return List.of(predictions(), outcomes(), evaluations(), windows(), scorecards(), health());
  }

  /**
   * Returns the topics to create, with their settings.
   *
   * <p>The metrics topic is compacted, because each record contains all metrics of its run: the
   * newest one never expires. Older ones, which the dashboard's curves show, stay for at least
   * {@value #METRICS_HISTORY_DAYS} days. The broker's retention applies to {@link #results}.
   *
   * @param partitions partitions of the input and of the per-run topics. Kafka keeps order within a
   *     partition only: with one partition, a run learns the stream in the order it was produced.
   * @param replicationFactor copies of each partition, -1 for the broker's default
   */
  public List<NewTopic> definitions(int partitions, short replicationFactor) {
    var keepForever = Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1");
    var compacted = Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    var topics = new ArrayList<NewTopic>();
    // A recovery without checkpoints, and replays, read these topics from their beginning.
    for (String name : List.of(examples(), journal())) {
      topics.add(topic(name, partitions, replicationFactor, keepForever));
    }
    // A dead letter is an input record with error headers, so it may exceed the input's limit.
    topics.add(
        topic(
            deadLetters(),
            partitions,
            replicationFactor,
            Map.of(
                TopicConfig.RETENTION_MS_CONFIG,
                "-1",
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(MAX_DEAD_LETTER_BYTES))));
    for (String name : results()) {
      topics.add(topic(name, partitions, replicationFactor, Map.of()));
    }
    topics.add(
        topic(
            metrics(),
            partitions,
            replicationFactor,
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
                Long.toString(TimeUnit.DAYS.toMillis(METRICS_HISTORY_DAYS)))));
    topics.add(topic(alerts(), partitions, replicationFactor, Map.of()));
    topics.add(topic(runs(), 1, replicationFactor, compacted));
    topics.add(topic(commands(), 1, replicationFactor, compacted));
    topics.add(topic(checkpoints(), 1, replicationFactor, compacted));
    topics.add(topic(served(), partitions, replicationFactor, Map.of()));
    topics.add(topic(promotions(), 1, replicationFactor, compacted));
    topics.add(topic(promotionCommands(), 1, replicationFactor, Map.of()));
    topics.add(topic(metricsDeadLetters(), 1, replicationFactor, keepForever));
    return List.copyOf(topics);
  }

  private static NewTopic topic(
      String name, int partitions, short replicationFactor, Map<String, String> configs) {
    return new NewTopic(name, partitions, replicationFactor).configs(configs);
  }
}
