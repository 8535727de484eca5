package dev.lethe.streams;

import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.Component;
import dev.lethe.schemas.TopicAdmin;
import dev.lethe.schemas.Topics;
import dev.lethe.streams.topology.MetricsTopology;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the topics before the app starts. */
final class TopicCheck {
  private static final Logger LOGGER = LoggerFactory.getLogger(TopicCheck.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration RETRY_AFTER = Duration.ofMillis(100);

  private final TopicAdmin admin;
  private final Topics topics;
  private int partitions;

  TopicCheck(ClusterAdmin cluster, Topics topics) {
    this.admin = new TopicAdmin(cluster);
    this.topics = topics;
  }

  /**
   * Checks that all topics exist and that the inputs have the same number of partitions.
   *
   * @return ids of the topics by name
   * @throws IllegalArgumentException if a topic is missing or hidden, or no broker answers
   * @throws StreamsAppException if the numbers of partitions differ
   */
  Map<String, Uuid> run() {
    Map<String, TopicDescription> existing = existing(Component.STREAMS.topics(topics));
    var byTopic = new TreeMap<String, Integer>();
    for (String input : MetricsTopology.inputs(topics)) {
      byTopic.put(input, existing.get(input).partitions().size());
    }
    // One task must receive all records of a run; it reads the same partition of each topic.
    if (byTopic.values().stream().distinct().count() != 1) {
      throw new StreamsAppException(
          "partitions: got %s, expected the same number in each topic".formatted(byTopic));
    }
    partitions = byTopic.firstEntry().getValue();
    var ids = new TreeMap<String, Uuid>();
    existing.forEach((name, topic) -> ids.put(name, topic.topicId()));
    return ids;
  }

  /**
   * Checks that one more topic exists.
   *
   * @throws IllegalArgumentException if it is missing or hidden, or no broker answers
   */
  void require(String topic) {
    LOGGER.atDebug().addKeyValue("topics", existing(List.of(topic))).log("topics exist");
  }

  /** Returns the number of partitions of each input, after {@link #run}. */
  int partitions() {
    return partitions;
  }

  private Map<String, TopicDescription> existing(List<String> names) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    // A broker may list a new topic a moment after its creation.
    while (!admin.find(names).missing().isEmpty() && System.nanoTime() < deadline) {
      pause();
    }
    return admin.require(names);
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY_AFTER.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StreamsAppException("interrupted while waiting for topics", e);
    }
  }
}
