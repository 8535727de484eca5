package dev.lethe.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates an installation's topics and checks that they exist. */
public final class TopicAdmin {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 50;

  private final ClusterAdmin cluster;

  public TopicAdmin(ClusterAdmin cluster) {
    this.cluster = cluster;
  }

  /**
   * Topics of a cluster.
   *
   * @param existing descriptions by name, in alphabetical order
   * @param missing names of topics that do not exist
   * @param hidden names of topics that this user may not see; they may exist
   */
  public record Found(
      Map<String, TopicDescription> existing, List<String> missing, List<String> hidden) {}

  /**
   * Creates missing topics and returns when all are listed. Existing topics are not changed.
   *
   * @return names of the created topics
   * @throws IllegalArgumentException if no broker answers, or the user may not see or create a
   *     topic
   */
  public List<String> create(List<NewTopic> definitions) {
    List<String> names = definitions.stream().map(NewTopic::name).toList();
    Found before = find(names);
    requireVisible(before);
    for (NewTopic topic : definitions) {
      if (before.missing().contains(topic.name())) {
        create(topic);
      }
    }
    awaitListed(names);
    return before.missing();
  }

  private void create(NewTopic topic) {
    try {
      cluster.await(cluster.admin().createTopics(List.of(topic)).all());
    } catch (TopicExistsException e) {
      // Another process has created it in the meantime.
      return;
    } catch (TopicAuthorizationException e) {
      throw new IllegalArgumentException(
          "topics: got no permission to create %s at %s, expected CREATE on it; ./lethe acls prints all ACLs"
              .formatted(topic.name(), cluster.bootstrapServers()),
          e);
    }
  }

  /** Waits until the broker lists new topics, which takes a moment. */
  private void awaitListed(Collection<String> names) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (Found now = find(names); !now.missing().isEmpty(); now = find(names)) {
      if (System.nanoTime() > deadline) {
        throw new KafkaException(
            "topics: got created topics that the broker does not list: " + now.missing());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
    }
  }

  /**
   * Checks that topics exist.
   *
   * @return their descriptions by name
   * @throws IllegalArgumentException if a topic is missing or the user may not see it, or no broker
   *     answers
   */
  public Map<String, TopicDescription> require(Collection<String> names) {
    Found found = find(names);
    requireVisible(found);
    if (!found.missing().isEmpty()) {
      throw new IllegalArgumentException(
          "topics: got none of these at %s: %s; create them with ./lethe topics --create, or start with --create-topics"
              .formatted(cluster.bootstrapServers(), String.join(", ", found.missing())));
    }
    return found.existing();
  }

  private void requireVisible(Found found) {
    if (!found.hidden().isEmpty()) {
      throw new IllegalArgumentException(
          "topics: got no permission to see these at %s, so they may exist: %s; expected DESCRIBE on them; ./lethe acls prints all ACLs"
              .formatted(cluster.bootstrapServers(), String.join(", ", found.hidden())));
    }
  }

  /**
   * Looks topics up.
   *
   * @throws IllegalArgumentException if no broker answers
   */
  public Found find(Collection<String> names) {
    Map<String, KafkaFuture<TopicDescription>> answers =
        cluster.admin().describeTopics(names).topicNameValues();
    var existing = new TreeMap<String, TopicDescription>();
    var missing = new ArrayList<String>();
    var hidden = new ArrayList<String>();
    for (String name : names) {
      try {
        existing.put(name, cluster.await(answers.get(name)));
      } catch (UnknownTopicOrPartitionException e) {
        missing.add(name);
      } catch (TopicAuthorizationException e) {
        hidden.add(name);
      }
    }
    return new Found(existing, missing, hidden);
  }
}
