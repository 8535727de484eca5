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

/** Whether the topics are there as the app needs them, before anything is started. */
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
   * Checks the topics of the installation.
   *
   * @throws StreamsAppException if topics are missing or cannot be worked with
   */
  void run() {
    Topics topics = config.topics();
    var names = new ArrayList<>(MetricsTopology.inputs(topics));
    names.add(topics.metrics());
    names.add(topics.runs());
    names.add(topics.metricsDeadLetters());
    Map<String, Integer> partitions = partitions(names);
    // A run's records must all come to one task, which takes the same partition of each topic.
    long counts = MetricsTopology.inputs(topics).stream().map(partitions::get).distinct().count();
    if (counts != 1) {
      throw new StreamsAppException(
          "partitions: got %s, expected as many in %s"
              .formatted(partitions, MetricsTopology.inputs(topics)));
    }
  }

  private Map<String, Integer> partitions(List<String> names) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Map<String, Integer> partitions = describe(names);
    // A broker may learn a little later than the controller of topics that were just created.
    while (partitions.size() < names.size() && System.nanoTime() < deadline) {
      pause();
      partitions = describe(names);
    }
    if (partitions.size() < names.size()) {
      var missing = new ArrayList<>(names);
      missing.removeAll(partitions.keySet());
      throw new StreamsAppException(
          "topics: got none of these on %s: %s; expected them created before the streams app starts"
              .formatted(config.bootstrapServers(), String.join(", ", missing)));
    }
    return partitions;
  }

  private Map<String, Integer> describe(List<String> names) {
    Map<String, KafkaFuture<TopicDescription>> answers =
        admin.describeTopics(names).topicNameValues();
    var partitions = new TreeMap<String, Integer>();
    for (String name : names) {
      try {
        partitions.put(name, wait(answers.get(name)).partitions().size());
      } catch (UnknownTopicOrPartitionException e) {
        LOGGER.atDebug().addKeyValue("topic", name).log("topic is not there");
      }
    }
    return partitions;
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY_AFTER.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StreamsAppException("interrupted while topics were waited for", e);
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
          "bootstrap.servers: got %s, expected a cluster that answers: %s"
              .formatted(config.bootstrapServers(), e.getCause().getMessage()),
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StreamsAppException("interrupted while the cluster was asked for topics", e);
    }
  }
}
