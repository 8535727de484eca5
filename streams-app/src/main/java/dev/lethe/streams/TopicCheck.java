package dev.lethe.streams;

import dev.lethe.schemas.Topics;
import dev.lethe.streams.topology.MetricsTopology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the topics before the app starts. */
final class TopicCheck {
  private static final Logger LOGGER = LoggerFactory.getLogger(TopicCheck.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration RETRY_AFTER = Duration.ofMillis(100);

  private final Admin admin;
  private final StreamsAppConfig config;

  TopicCheck(Admin admin, StreamsAppConfig config) {
    this.admin = admin;
    this.config = config;
  }

  /**
   * Checks that all topics exist and that the inputs have the same number of partitions.
   *
   * @throws StreamsAppException if they do not
   */
  void run() {
    Topics topics = config.topics();
    var names = new ArrayList<>(MetricsTopology.inputs(topics));
    names.add(topics.metrics());
    names.add(topics.runs());
    names.add(topics.metricsDeadLetters());
    Map<String, Integer> partitions = partitions(names);
    // One task must receive all records of a run; it reads the same partition of each topic.
    long counts = MetricsTopology.inputs(topics).stream().map(partitions::get).distinct().count();
    if (counts != 1) {
      throw new StreamsAppException(
          "partitions: got %s, expected the same number in %s"
              .formatted(partitions, MetricsTopology.inputs(topics)));
    }
  }

  private Map<String, Integer> partitions(List<String> names) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Map<String, Integer> partitions = describe(names);
    // A broker may list a new topic a moment after its creation.
    while (partitions.size() < names.size() && System.nanoTime() < deadline) {
      pause();
      partitions = describe(names);
    }
    if (partitions.size() < names.size()) {
      var missing = new ArrayList<>(names);
      missing.removeAll(partitions.keySet());
      throw new StreamsAppException(
          "topics: got none of these on %s: %s; expected them to exist before the streams app starts"
              .formatted(config.bootstrapServers(), String.join(", ", missing)));
    }
    return partitions;
  }

  private Map<String, Integer> describe(List<String> names) {
    Map<String, KafkaFuture<TopicDescription>> descriptions =
        admin.describeTopics(names).topicNameValues();
    var partitions = new TreeMap<String, Integer>();
    for (String name : names) {
      try {
        partitions.put(name, wait(descriptions.get(name)).partitions().size());
      } catch (UnknownTopicOrPartitionException e) {
        LOGGER.atDebug().addKeyValue("topic", name).log("topic is missing");
      }
    }
    return partitions;
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY_AFTER.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StreamsAppException("interrupted while waiting for topics", e);
    }
  }

  private <T> T wait(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException missing) {
        throw missing;
      }
      throw new StreamsAppException(
          "bootstrap.servers: got %s, expected a cluster that descriptions: %s"
              .formatted(config.bootstrapServers(), e.getCause().getMessage()),
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StreamsAppException("interrupted while describing topics", e);
    }
  }
}
