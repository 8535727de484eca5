package dev.lethe.schemas;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates an installation's topics and checks that they exist. */
public final class TopicAdmin {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Admin admin;
  private final String bootstrapServers;

  /**
   * @param bootstrapServers address of {@code admin}, for error messages
   */
  public TopicAdmin(Admin admin, String bootstrapServers) {
    this.admin = admin;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Creates missing topics and returns when all are listed. Existing topics are not changed.
   *
   * @throws IllegalArgumentException if no broker answers
   */
  public void create(Topics topics, int partitions, short replicationFactor) {
    List<NewTopic> definitions = topics.definitions(partitions, replicationFactor);
    Set<String> names = definitions.stream().map(NewTopic::name).collect(Collectors.toSet());
    Set<String> present = present();
    for (NewTopic topic : definitions) {
      if (!present.contains(topic.name())) {
        try {
          answer(admin.createTopics(List.of(topic)).all());
        } catch (TopicExistsException e) {
          // Another process has created it in the meantime.
          continue;
        }
      }
    }
    awaitListed(names);
  }

  /** Waits until the broker lists new topics, which takes a moment. */
  private void awaitListed(Set<String> names) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!present().containsAll(names)) {
      if (System.nanoTime() > deadline) {
        throw new KafkaException(
            "topics: got created topics that the broker does not list: " + names);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  /**
   * Checks that all topics exist.
   *
   * @throws IllegalArgumentException if a topic is missing, or no broker answers
   */
  public void requireAll(Topics topics) {
    Set<String> present = present();
    List<String> missing =
        topics.definitions(1, (short) 1).stream()
            .map(NewTopic::name)
            .filter(name -> !present.contains(name))
            .toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "topics: got none of these at %s: %s; create them, or start with --create-topics"
              .formatted(bootstrapServers, String.join(", ", missing)));
    }
  }

  /**
   * Checks that all topics exist, when the broker may be unreachable for a while.
   *
   * @throws IllegalArgumentException if a topic is missing
   * @throws KafkaException if no broker answers
   */
  public void requireAllNow(Topics topics) {
    try {
      requireAll(topics);
    } catch (NoAnswerException e) {
      throw new org.apache.kafka.common.errors.TimeoutException(e.getMessage(), e);
    }
  }

  private Set<String> present() {
    return answer(admin.listTopics().names());
  }

  private <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (TimeoutException e) {
      throw noAnswer(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException timeout) {
        throw noAnswer(timeout);
      }
      throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
    }
  }

  private NoAnswerException noAnswer(Exception cause) {
    return new NoAnswerException(
        "bootstrap.servers: got '%s', expected a broker that answers within %d s"
            .formatted(bootstrapServers, PATIENCE.toSeconds()),
        cause);
  }

  private static final class NoAnswerException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    NoAnswerException(String message, Exception cause) {
      super(message, cause);
    }
  }
}
