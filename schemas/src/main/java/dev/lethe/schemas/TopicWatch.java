package dev.lethe.schemas;

import dev.lethe.schemas.TopicVerification.Existing;
import dev.lethe.schemas.TopicVerification.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices what happens to topics while a component uses them: one that was deleted, created again,
 * given other partitions, or set to lose records.
 *
 * <p>This class is not thread-safe.
 */
public final class TopicWatch {
  private static final Logger LOGGER = LoggerFactory.getLogger(TopicWatch.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Admin admin;
  private final TopicVerification rules;
  private final String input;
  private final Map<String, NewTopic> expected = new TreeMap<>();
  private final Map<String, TopicDescription> first = new HashMap<>();
  private Set<String> unreadable = Set.of();
  private Set<String> missing = Set.of();

  /**
   * @param admin client, which the caller closes
   * @param bootstrapServers address for the commands that repair a topic
   * @param names topics to watch
   */
  public TopicWatch(Admin admin, String bootstrapServers, Topics topics, Collection<String> names) {
    this.admin = admin;
    this.input = topics.examples();
    String cluster = "--bootstrap-server " + bootstrapServers;
    this.rules =
        new TopicVerification(
            cluster,
            "./lethe topics --create %s --topic-prefix %s, with the other options of its first creation"
                .formatted(cluster, topics.prefix()),
            List.of());
    for (NewTopic topic : topics.definitions(1, (short) -1)) {
      if (names.contains(topic.name())) {
        expected.put(topic.name(), topic);
      }
    }
  }

  /**
   * Reads the topics. The first reading is what later ones are compared with.
   *
   * @return problems that the topics have now, in the order of their names
   * @throws KafkaException if no broker answers
   */
  public List<Problem> read() {
    Map<String, KafkaFuture<TopicDescription>> descriptions =
        admin.describeTopics(expected.keySet()).topicNameValues();
    Map<String, KafkaFuture<Config>> configs = configs();
    List<Problem> problems = new ArrayList<>();
    Set<String> gone = new HashSet<>();
    Set<String> denied = new TreeSet<>();
    expected.forEach(
        (name, topic) -> {
          try {
            TopicDescription now = await(descriptions.get(name));
            changed(name, now).ifPresent(problems::add);
            problems.addAll(rules.lossy(new Existing(topic, now, settings(configs.get(name)))));
          } catch (UnknownTopicOrPartitionException e) {
            // A broker that has just started may not know the topic yet.
            if (missing.contains(name)) {
              problems.add(rules.missing(List.of(name)));
            }
            gone.add(name);
          } catch (AuthorizationException e) {
            denied.add(name);
          }
        });
    missing = gone;
    announce(denied);
    return problems;
  }

  private Map<String, KafkaFuture<Config>> configs() {
    Map<String, KafkaFuture<Config>> byName = new HashMap<>();
    admin
        .describeConfigs(
            expected.keySet().stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList())
        .values()
        .forEach((resource, config) -> byName.put(resource.name(), config));
    return byName;
  }

  private void announce(Set<String> denied) {
    if (!denied.equals(unreadable)) {
      unreadable = denied;
      LOGGER
          .atInfo()
          .addKeyValue("topics", denied)
          .log(
              "the settings of these topics are not checked, because DESCRIBE_CONFIGS on them is missing");
    }
  }

  private static Map<String, String> settings(KafkaFuture<Config> future) {
    Map<String, String> settings = new HashMap<>();
    await(future).entries().forEach(entry -> settings.put(entry.name(), entry.value()));
    return settings;
  }

  private Optional<Problem> changed(String name, TopicDescription now) {
    TopicDescription before = first.putIfAbsent(name, now);
    // A run itself ends when its input is another topic, and reads partitions that were added.
    if (before == null || name.equals(input)) {
      return Optional.empty();
    }
    if (!before.topicId().equals(now.topicId())) {
      return Optional.of(
          new Problem(
              "%s: got a topic with id %s, expected %s: it was deleted and created again, and its earlier records are gone"
                  .formatted(name, now.topicId(), before.topicId()),
              "./lethe topics --verify; then start runs with new names"));
    }
    if (before.partitions().size() != now.partitions().size()) {
      return Optional.of(
          new Problem(
              "%s: got %d partitions, expected %d as before: the records of a run move to another partition"
                  .formatted(name, now.partitions().size(), before.partitions().size()),
              "./lethe topics --verify; partitions cannot be removed, so give the other results as many, and start runs with new names"));
    }
    return Optional.empty();
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (TimeoutException e) {
      throw new org.apache.kafka.common.errors.TimeoutException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
    }
  }
}
