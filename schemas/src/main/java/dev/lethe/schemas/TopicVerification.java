package dev.lethe.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Finds states of topics that lose records or stop runs, and names the command that repairs each.
 *
 * @param cluster options of Kafka's commands that name the cluster
 * @param create command that creates missing topics
 * @param brokers ids of the brokers that are up
 */
public record TopicVerification(String cluster, String create, List<Integer> brokers) {
  /** Minimum retention of topics that are made to keep their records forever. */
  private static final Duration MIN_RETENTION = Duration.ofDays(1);

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
        "./lethe acls --for topics --format kafka-acls " + cluster);
  }

  /** Returns the problems of a topic that exists. */
  public List<Problem> of(Existing topic) {
    List<Problem> problems = new ArrayList<>();
    if (topic.settings().isEmpty()) {
      problems.add(
          new Problem(
              topic.name()
                  + ": got no permission to read its settings, expected DESCRIBE_CONFIGS on it",
              "./lethe acls --for topics --format kafka-acls " + cluster));
    }
    cleanupPolicy(topic).ifPresent(problems::add);
    retention(topic).or(() -> deadLetters(topic)).ifPresent(problems::add);
    maxBytes(topic).ifPresent(problems::add);
    maxMessageBytes(topic).ifPresent(problems::add);
    partitionCount(topic).ifPresent(problems::add);
    problems.addAll(new ReplicaRules(this).of(topic));
    return problems;
  }

  /** Returns the problems with which Kafka deletes records that Lethe still needs. */
  public List<Problem> lossy(Existing topic) {
    return Stream.of(cleanupPolicy(topic), retention(topic)).flatMap(Optional::stream).toList();
  }

  /** Compaction deletes records that share a key; deletion, those that are to be kept forever. */
  private Optional<Problem> cleanupPolicy(Existing topic) {
    String key = TopicConfig.CLEANUP_POLICY_CONFIG;
    String expected =
        topic.expected().configs().getOrDefault(key, TopicConfig.CLEANUP_POLICY_DELETE);
    return topic
        .setting(key)
        .filter(policy -> !policy.equals(expected))
        // Without compaction and expiry, a topic only grows.
        .filter(
            policy -> expected.equals(TopicConfig.CLEANUP_POLICY_DELETE) || !keepsForever(topic))
        .map(policy -> setting(topic, key, policy, expected));
  }

  private static boolean keepsForever(Existing topic) {
    return topic.setting(TopicConfig.RETENTION_MS_CONFIG).filter(FOREVER::equals).isPresent()
        && topic.setting(TopicConfig.RETENTION_BYTES_CONFIG).orElse(FOREVER).equals(FOREVER);
  }

  /** A stopped run needs the input and the journal since its newest checkpoint. */
  private Optional<Problem> retention(Existing topic) {
    String key = TopicConfig.RETENTION_MS_CONFIG;
    if (!FOREVER.equals(topic.expected().configs().get(key))) {
      return Optional.empty();
    }
    return topic
        .setting(key)
        .filter(
            value -> {
              long millis = Long.parseLong(value);
              return millis >= 0 && millis < MIN_RETENTION.toMillis();
            })
        .map(
            value ->
                new Problem(
                    "%s: got %s=%s, expected -1 or at least %d"
                        .formatted(topic.name(), key, value, MIN_RETENTION.toMillis()),
                    repair(topic, key, FOREVER)));
  }

  /** A limit of the size deletes records of any age. */
  private Optional<Problem> maxBytes(Existing topic) {
    String key = TopicConfig.RETENTION_BYTES_CONFIG;
    Map<String, String> expected = topic.expected().configs();
    boolean unlimited =
        FOREVER.equals(expected.get(TopicConfig.RETENTION_MS_CONFIG)) && !expected.containsKey(key);
    return topic
        .setting(key)
        .filter(bytes -> unlimited && !bytes.equals(FOREVER))
        .map(bytes -> setting(topic, key, bytes, FOREVER));
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
  private Optional<Problem> deadLetters(Existing topic) {
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

  Problem setting(Existing topic, String key, String got, String expected) {
    return new Problem(
        "%s: got %s=%s, expected %s".formatted(topic.name(), key, got, expected),
        repair(topic, key, expected.replace(" or more", "")));
  }

  private String repair(Existing topic, String key, String value) {
    return "kafka-configs.sh %s --alter --entity-type topics --entity-name %s --add-config %s=%s"
        .formatted(cluster, topic.name(), key, value);
  }
}
