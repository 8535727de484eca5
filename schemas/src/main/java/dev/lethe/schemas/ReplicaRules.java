package dev.lethe.schemas;

import dev.lethe.schemas.TopicVerification.Existing;
import dev.lethe.schemas.TopicVerification.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Rules for the replicas of a topic: how many, how many in sync, and on which brokers.
 *
 * @param verification cluster and brokers
 */
record ReplicaRules(TopicVerification verification) {
  /** Copies of a partition from which on one broker may fail without stopping writes. */
  private static final int REPLICAS = 3;

  /** Returns the problems of the replicas of a topic that exists. */
  List<Problem> of(Existing topic) {
    return Stream.of(replication(topic), minInSyncReplicas(topic), partitions(topic))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Problem> replication(Existing topic) {
    int copies = copies(topic);
    int expected = Math.min(REPLICAS, verification.brokers().size());
    return copies >= expected
        ? Optional.empty()
        : Optional.of(
            new Problem(
                "%s: got %s of each partition, expected %d: records are lost with a broker"
                    .formatted(topic.name(), copies == 1 ? "1 copy" : copies + " copies", expected),
                "kafka-reassign-partitions.sh %s --execute --reassignment-json-file <(echo '%s')"
                    .formatted(verification.cluster(), assignment(topic, expected))));
  }

  /** Returns the plan of Kafka's command: the copies that exist, and more on other brokers. */
  private String assignment(Existing topic, int copies) {
    return topic.description().partitions().stream()
        .map(
            partition ->
                "{\"topic\":\"%s\",\"partition\":%d,\"replicas\":[%s]}"
                    .formatted(
                        topic.name(),
                        partition.partition(),
                        Stream.concat(
                                partition.replicas().stream().map(Node::id),
                                // Begins elsewhere for each partition, to spread the copies.
                                IntStream.range(0, verification.brokers().size())
                                    .mapToObj(
                                        i ->
                                            verification
                                                .brokers()
                                                .get(
                                                    (i + partition.partition())
                                                        % verification.brokers().size())))
                            .distinct()
                            .limit(copies)
                            .map(String::valueOf)
                            .collect(Collectors.joining(","))))
        .collect(Collectors.joining(",", "{\"version\":1,\"partitions\":[", "]}"));
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
        .map(value -> verification.setting(topic, key, value, Integer.toString(expected)));
  }

  private Optional<Problem> partitions(Existing topic) {
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
    List<Integer> down =
        replicas(blocked, (partition, replica) -> !verification.brokers().contains(replica.id()));
    List<Integer> behind =
        replicas(blocked, (partition, replica) -> !partition.isr().contains(replica));
    return Optional.of(
        new Problem(
            "%s: got partitions %s without enough replicas in sync, expected %d: nothing is written to them"
                .formatted(
                    topic.name(),
                    blocked.stream()
                        .map(partition -> Integer.toString(partition.partition()))
                        .collect(Collectors.joining(", ")),
                    min),
            "start these brokers: "
                + (down.isEmpty() ? behind : down)
                    .stream().map(String::valueOf).collect(Collectors.joining(", "))));
  }

  private static List<Integer> replicas(
      List<TopicPartitionInfo> partitions, BiPredicate<TopicPartitionInfo, Node> condition) {
    return partitions.stream()
        .flatMap(
            partition ->
                partition.replicas().stream().filter(each -> condition.test(partition, each)))
        .map(Node::id)
        .distinct()
        .sorted()
        .toList();
  }

  private static int copies(Existing topic) {
    return topic.description().partitions().stream()
        .mapToInt(partition -> partition.replicas().size())
        .min()
        .orElse(0);
  }
}
