package dev.lethe.streams.readmodel;

import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Promotion;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.SchemaRegistry;
import dev.lethe.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics of runs, metrics and promotions into a {@link RunBoard}, from the beginning
 * until closed, on a thread of its own. If the broker or the registry fails, it continues with a
 * new consumer.
 */
public final class ReadModelFeed implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(ReadModelFeed.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final Supplier<? extends Consumer<byte[], byte[]>> consumers;
  private final Topics topics;
  private final AvroDeserializer<Run> runs;
  private final AvroDeserializer<RunMetrics> metrics;
  private final AvroDeserializer<Promotion> promotions;
  private final RunBoard board;
  private final Duration retryAfter;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Thread thread = new Thread(this::run, "lethe-read-model");
  private volatile boolean caughtUp;
  private volatile long lag;
  private volatile Throwable failure;

  /**
   * @param consumers factory of consumers that read committed records only
   * @param retryAfter pause before a new consumer is created
   */
  public ReadModelFeed(
      Supplier<? extends Consumer<byte[], byte[]>> consumers,
      Topics topics,
      AvroSerdes serdes,
      RunBoard board,
      Duration retryAfter) {
    this.consumers = consumers;
    this.topics = topics;
    this.runs = serdes.deserializer(Run.class);
    this.metrics = serdes.deserializer(RunMetrics.class);
    this.promotions = serdes.deserializer(Promotion.class);
    this.board = board;
    this.retryAfter = retryAfter;
  }

  public void start() {
    thread.start();
  }

  /** Returns true if all records that existed at the start have been read. */
  public boolean isCaughtUp() {
    return caughtUp;
  }

  /** Returns the number of records that have yet to be read. */
  public long lag() {
    return lag;
  }

  /** Returns the error that ended the feed. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (closed.getCount() > 0) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        follow(consumer);
      } catch (AuthenticationException
          | AuthorizationException
          | SchemaRegistry.AccessDeniedException e) {
        // A retry would not help, and each would be logged.
        failure = e;
        LOGGER.atError().setCause(e).log("read model failed");
        return;
      } catch (KafkaException | SchemaRegistry.RegistryUnavailableException e) {
        LOGGER
            .atWarn()
            .addKeyValue("retryAfter", retryAfter)
            .setCause(e)
            .log("read model lost its connection, retrying");
        pause();
      }
    }
  }

  private void follow(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        Stream.of(topics.runs(), topics.metrics(), topics.promotions())
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    for (TopicPartition partition : partitions) {
      consumer.seek(partition, positions.getOrDefault(partition, beginnings.get(partition)));
    }
    while (closed.getCount() > 0) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        accept(record);
        positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
      }
      lag =
          partitions.stream()
              .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
              .sum();
      if (!caughtUp) {
        // The consumer's position, because transaction markers have offsets but are not records.
        caughtUp =
            partitions.stream()
                .allMatch(partition -> consumer.position(partition) >= ends.get(partition));
      }
    }
  }

  private void accept(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.topic().equals(topics.metrics())) {
        RunMetrics value = metrics.deserialize(record.topic(), record.value());
        if (value != null) {
          board.accept(value, record.timestamp());
        }
      } else if (record.topic().equals(topics.promotions())) {
        Promotion value = promotions.deserialize(record.topic(), record.value());
        if (value != null) {
          board.accept(value);
        }
      } else if (record.key() != null && record.value() == null) {
        board.remove(new String(record.key(), StandardCharsets.UTF_8));
      } else if (record.value() != null) {
        board.accept(runs.deserialize(record.topic(), record.value()));
      }
    } catch (SerializationException e) {
      LOGGER
          .atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .addKeyValue("reason", e.getMessage())
          .log("skipped an unreadable record in the read model");
    }
  }

  private void pause() {
    try {
      if (closed.await(retryAfter.toMillis(), TimeUnit.MILLISECONDS)) {
        LOGGER.atDebug().log("closed while waiting");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }
}
