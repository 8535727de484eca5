package dev.lethe.trainer;

import dev.lethe.learner.stream.Alarm;
import dev.lethe.trainer.alarm.AlarmBoard;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the input topic from a thread of its own: its id, its partitions and their ends. Clients
 * of the run block for a minute when the brokers are gone; the watch notices within seconds. Once a
 * minute it looks at the settings of all topics.
 *
 * <p>Thread-safe. Outlives the run's sessions.
 */
final class InputWatch implements AutoCloseable {
  /** Time without an answer after which the brokers count as unreachable. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** Readings of the input topic for each check of all topics. */
  private static final int TOPICS_EVERY = 60;

  private static final Logger LOGGER = LoggerFactory.getLogger(InputWatch.class);

  private final String topic;
  private final Admin admin;
  private final AlarmBoard board;
  private final Supplier<String> brokers;
  private final TopicAlarms topics;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile InputTopic newest;
  private volatile boolean unreachable;
  private volatile boolean gone;

  /**
   * @param admin admin client, which the caller closes after this object
   */
  InputWatch(TrainerConfig config, Admin admin, AlarmBoard board) {
    this.topic = config.topics().examples();
    this.admin = admin;
    this.board = board;
    this.brokers = config::bootstrapServers;
    this.topics = new TopicAlarms(config, admin, board);
    this.thread = new Thread(this::watch, "watch-" + config.run());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /**
   * Reads the topic now.
   *
   * @throws KafkaException if the topic does not exist or no broker answers
   */
  InputTopic read() {
    InputTopic read = InputTopic.read(admin, topic, PATIENCE);
    newest = read;
    return read;
  }

  /** Returns the topic at the newest reading; empty before the first. */
  Optional<InputTopic> newest() {
    return Optional.ofNullable(newest);
  }

  /** Returns true while the brokers do not answer. */
  boolean isUnreachable() {
    return unreachable;
  }

  /** Returns true while the topic does not exist. */
  boolean isTopicGone() {
    return gone;
  }

  private void watch() {
    int missing = 0;
    int readings = 0;
    try {
      while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          read();
          missing = 0;
          answered();
          if (readings++ % TOPICS_EVERY == 0) {
            topics.check();
          }
        } catch (UnknownTopicOrPartitionException e) {
          // A broker that has just started may not know the topic yet.
          missing++;
          gone = missing >= PATIENCE.toSeconds();
        } catch (RetriableException e) {
          unanswered(e);
        } catch (RuntimeException e) {
          // Not authorized, for example: the session fails with it. Or the client was closed.
          LOGGER.atDebug().setCause(e).log("could not read the input topic");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answered() {
    gone = false;
    if (unreachable) {
      unreachable = false;
      board.replace("watch", List.of());
    }
  }

  private void unanswered(KafkaException e) {
    if (closing.getCount() == 0) {
      return;
    }
    unreachable = true;
    board.replace(
        "watch",
        List.of(
            new Alarm(
                "broker.unreachable",
                "The brokers at %s have not answered for %d s, so nothing is trained or published; the run continues when they are back (%s)."
                    .formatted(brokers.get(), PATIENCE.toSeconds(), e.getMessage()))));
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
