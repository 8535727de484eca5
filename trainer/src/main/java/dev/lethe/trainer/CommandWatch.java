package dev.lethe.trainer;

import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.RunAction;
import dev.lethe.schemas.RunCommand;
import dev.lethe.trainer.journal.StrayRecords;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the commands to a run from a thread of its own. If the topic cannot be read, the newest
 * known command holds.
 *
 * <p>Thread-safe. Outlives the run's sessions.
 */
final class CommandWatch implements RunControl {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(2);
  private static final Logger LOGGER = LoggerFactory.getLogger(CommandWatch.class);

  private final String run;
  private final byte[] key;
  private final String topic;
  private final KafkaClients clients;
  private final AvroDeserializer<RunCommand> deserializer;
  private final StrayRecords strays = new StrayRecords();
  private final CountDownLatch known = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Object change = new Object();
  private volatile boolean paused;

  /** Permission or credentials that are missing; a retry does not help. */
  private volatile Optional<RuntimeException> denied = Optional.empty();

  CommandWatch(
      TrainerConfig config, KafkaClients clients, AvroDeserializer<RunCommand> deserializer) {
    this.run = config.run();
    this.key = config.run().getBytes(StandardCharsets.UTF_8);
    this.topic = config.topics().commands();
    this.clients = clients;
    this.deserializer = deserializer;
  }

  void start() {
    var thread = new Thread(this::watch, "commands-" + run);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public boolean isPaused() {
    try {
      if (known.getCount() > 0 && !known.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new TimeoutException(
            "%s: got no answer for %d s, expected the commands to run '%s'"
                .formatted(topic, PATIENCE.toSeconds(), run));
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    denied.ifPresent(
        e -> {
          throw e;
        });
    return paused;
  }

  @Override
  public void await(Duration time) {
    synchronized (change) {
      try {
        change.wait(time.toMillis());
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
    }
  }

  private void watch() {
    try {
      do {
        follow();
      } while (denied.isEmpty()
          && !closing.await(PAUSE_AFTER_ERROR.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads the topic from its beginning until this object is closed, or an error. */
  private void follow() {
    try (var consumer = clients.consumer()) {
      List<TopicPartition> partitions = KafkaClients.partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      // Committed records only: a foreign open transaction must not delay a start.
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      boolean newest = false;
      while (!hasReached(consumer, ends)) {
        newest = poll(consumer, newest);
      }
      set(newest);
      known.countDown();
      while (closing.getCount() > 0) {
        newest = poll(consumer, newest);
        set(newest);
      }
    } catch (AuthorizationException | AuthenticationException e) {
      denied = Optional.of(e);
      known.countDown();
      synchronized (change) {
        change.notifyAll();
      }
    } catch (RuntimeException e) {
      LOGGER.atWarn().setCause(e).addKeyValue("run", run).log("cannot follow {}", topic);
    }
  }

  private boolean hasReached(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return closing.getCount() == 0
        || ends.entrySet().stream()
            .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private boolean poll(Consumer<byte[], byte[]> consumer, boolean before) {
    boolean newest = before;
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      if (Arrays.equals(record.key(), key)) {
        newest = isPause(record, newest);
      }
    }
    return newest;
  }

  /** Returns what a record says; one that Lethe has not written says nothing. */
  private boolean isPause(ConsumerRecord<byte[], byte[]> record, boolean before) {
    SerializationException cause = null;
    try {
      RunCommand command = deserializer.deserialize(topic, record.value());
      if (command == null) {
        return false;
      }
      if (command.getRun().equals(run)) {
        return command.getAction() == RunAction.PAUSE;
      }
    } catch (SerializationException e) {
      cause = e;
    }
    strays.found(record, cause);
    return before;
  }

  private void set(boolean newest) {
    if (paused != newest) {
      paused = newest;
      synchronized (change) {
        change.notifyAll();
      }
    }
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
