package dev.lethe.cli.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Finds states of topics that lose records or stop runs, and names the command that repairs each.
 *
 * @param cluster options of Kafka's commands that name the cluster
 * @param create command that creates missing topics
 * @param brokers number of brokers of the cluster that are up
 */
public record TopicVerification(String cluster, String create, int brokers) {
  /** Copies of a partition from which on one broker may fail without stopping writes. */
  private static final int REPLICAS = 3;

  private static final String FOREVER = "-1";
  private static final String DEAD_LETTERS = ".dlq";
  private static final List<String> INPUTS = List.of(".examples", ".examples.dlq");

  /**
   * A topic as it is.
   *
   * @param expected the topic as {@code --create} would make it
   * @param description partitions of the topic
   * @param settings its settings; empty if the user may not read them
   */
  public record Existing(
      NewTopic expected, TopicDescription description, Map<String, String> settings) {

    String name() {
      return expected.name();
    }

    Optional<String> setting(String key) {
      return Optional.ofNullable(settings.get(key));
    }
  }

  /**
   * A state to repair.
   *
   * @param text topic, what it is and what is expected
   * @param repair command or action
   */
  public record Problem(String text, String repair) {}

  /** Returns the problem of topics that do not exist. */
  public Problem missing(List<String> topics) {
    return new Problem(
        String.join(", ", topics) + ": got no such topics, expected them to exist", create);
  }

  /** Returns the problem of a topic that this user may not see. */
  public Problem hidden(String topic) {
    return new Problem(
        topic + ": got no permission to see it, expected DESCRIBE on it",
        "./lethe acls prints all ACLs");
  }

  /** Returns the problems of a topic that exists. */
  public List<Problem> of(Existing topic) {
    List<Problem> problems = new ArrayList<>();
    if (topic.settings().isEmpty()) {
      problems.add(
          new Problem(
              topic.name()
                  + ": got no permission to read its settings, expected DESCRIBE_CONFIGS on it",
              "./lethe acls prints all ACLs"));
    }
    cleanupPolicy(topic).ifPresent(problems::add);
    maxMessageBytes(topic).ifPresent(problems::add);
    retention(topic).ifPresent(problems::add);
    partitionCount(topic).ifPresent(problems::add);
    replication(topic).ifPresent(problems::add);
    minInSyncReplicas(topic).ifPresent(problems::add);
    partitions(topic).ifPresent(problems::add);
    return problems;
  }

  /** Compaction deletes records that share a key; deletion, those that are to be kept forever. */
  private Optional<Problem> cleanupPolicy(Existing topic) {
    String key = TopicConfig.CLEANUP_POLICY_CONFIG;
    String expected =
        topic.expected().configs().getOrDefault(key, TopicConfig.CLEANUP_POLICY_DELETE);
    return topic
        .setting(key)
        .filter(policy -> !policy.equals(expected))
        .map(policy -> setting(topic, key, policy, expected));
  }

  private Optional<Problem> maxMessageBytes(Existing topic) {
    String key = TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
    String expected = topic.expected().configs().get(key);
    return topic
        .setting(key)
        .filter(bytes -> expected != null && Long.parseLong(bytes) < Long.parseLong(expected))
        .map(bytes -> setting(topic, key, bytes, expected + " or more"));
  }

  /** Input and journal may expire behind the checkpoints; dead letters wait for their operator. */
  private Optional<Problem> retention(Existing topic) {
    String key = TopicConfig.RETENTION_MS_CONFIG;
    String expected = topic.expected().configs().get(key);
    return topic
        .setting(key)
        .filter(
            got ->
                expected != null
                    && topic.name().endsWith(DEAD_LETTERS)
                    && millis(got) < millis(expected))
        .map(
            got ->
                setting(
                    topic, key, got, FOREVER.equals(expected) ? expected : expected + " or more"));
  }

  private static long millis(String retention) {
    return FOREVER.equals(retention) ? Long.MAX_VALUE : Long.parseLong(retention);
  }

  /**
   * Only input and dead letters may get more partitions later. The key of the other topics is the
   * run, whose records must stay together.
   */
  private Optional<Problem> partitionCount(Existing topic) {
    int got = topic.description().partitions().size();
    int expected = topic.expected().numPartitions();
    if (got == expected) {
      return Optional.empty();
    }
    boolean grows = got < expected && INPUTS.stream().anyMatch(topic.name()::endsWith);
    return Optional.of(
        new Problem(
            "%s: got %s, expected %d"
                .formatted(topic.name(), got == 1 ? "1 partition" : got + " partitions", expected),
            grows
                ? "kafka-topics.sh %s --alter --topic %s --partitions %d"
                    .formatted(cluster, topic.name(), expected)
                : "before the first run: kafka-topics.sh %s --delete --topic %s, then %s"
                    .formatted(cluster, topic.name(), create)));
  }

  private Optional<Problem> replication(Existing topic) {
    int copies = copies(topic);
    int expected = Math.min(REPLICAS, brokers);
    return copies >= expected
        ? Optional.empty()
        : Optional.of(
            new Problem(
                "%s: got %s of each partition, expected %d: records are lost with a broker"
                    .formatted(topic.name(), copies == 1 ? "1 copy" : copies + " copies", expected),
                "kafka-reassign-partitions.sh %s with %d replicas per partition"
                    .formatted(cluster, expected)));
  }

  /** With all copies, one broker less stops writes; with one, acknowledged records may be lost. */
  private Optional<Problem> minInSyncReplicas(Existing topic) {
    String key = TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
    int copies = copies(topic);
    int expected = Math.max(1, copies - 1);
    return topic
        .setting(key)
        .filter(
            value -> {
              int min = Integer.parseInt(value);
              return min != expected && (min == 1 || min >= copies);
            })
        .map(value -> setting(topic, key, value, Integer.toString(expected)));
  }

  private static Optional<Problem> partitions(Existing topic) {
    int min =
        topic.setting(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).map(Integer::parseInt).orElse(1);
    List<TopicPartitionInfo> blocked =
        topic.description().partitions().stream()
            .filter(
                partition ->
                    partition.leader() == null
                        || partition.leader().isEmpty()
                        || partition.isr().size() < Math.min(min, partition.replicas().size()))
            .toList();
    if (blocked.isEmpty()) {
      return Optional.empty();
    }
    String absent =
        blocked.stream()
            .flatMap(
                partition ->
                    partition.replicas().stream()
                        .filter(replica -> !partition.isr().contains(replica)))
            .map(Node::id)
            .distinct()
            .sorted()
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return Optional.of(
        new Problem(
            "%s: got partitions %s without enough replicas in sync, expected %d: nothing is written to them"
                .formatted(
                    topic.name(),
                    blocked.stream()
                        .map(partition -> Integer.toString(partition.partition()))
                        .collect(Collectors.joining(", ")),
                    min),
            "start these brokers: " + absent));
  }

  private static int copies(Existing topic) {
    return topic.description().partitions().stream()
        .mapToInt(partition -> partition.replicas().size())
        .min()
        .orElse(0);
  }

  private Problem setting(Existing topic, String key, String got, String expected) {
    return new Problem(
        "%s: got %s=%s, expected %s".formatted(topic.name(), key, got, expected),
        "kafka-configs.sh %s --alter --entity-type topics --entity-name %s --add-config %s=%s"
            .formatted(cluster, topic.name(), key, expected.replace(" or more", "")));
  }
}
