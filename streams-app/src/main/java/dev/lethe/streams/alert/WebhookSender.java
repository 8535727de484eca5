package dev.lethe.streams.alert;

import dev.lethe.schemas.Alert;
import dev.lethe.schemas.AvroDeserializer;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the alerts of a topic to one webhook, at least once and in order by run, on a thread of its
 * own. A delivery that fails is repeated after 1 s, 2 s, 4 s and so on, at most every 5 minutes,
 * until it succeeds. An alert that the receiver refuses for good is logged and left out.
 */
public final class WebhookSender implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(WebhookSender.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration MAX_PAUSE = Duration.ofMinutes(5);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);

  /** Result of an attempt. */
  public enum Delivery {
    DELIVERED,
    REFUSED,
    FAILED
  }

  private final Webhook webhook;
  private final String topic;
  private final Supplier<? extends org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>>
      consumers;
  private final AvroDeserializer<Alert> alerts;
  private final WebhookRequest request;
  private final Consumer<Delivery> results;
  private final Duration firstPause;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /**
   * @param topic topic of the alerts
   * @param consumers factory of consumers in the webhook's group, one record per poll, that read
   *     committed records and commit nothing by themselves
   * @param results receives the result of each attempt
   * @param firstPause pause after the first failure, which doubles
   */
  public WebhookSender(
      Webhook webhook,
      String topic,
      Supplier<? extends org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers,
      AvroDeserializer<Alert> alerts,
      HttpClient client,
      Consumer<Delivery> results,
      Duration firstPause) {
    this.webhook = webhook;
    this.topic = topic;
    this.consumers = consumers;
    this.alerts = alerts;
    this.request = new WebhookRequest(client, webhook);
    this.results = results;
    this.firstPause = firstPause;
    this.thread = new Thread(this::run, "webhook-" + webhook.id());
    this.thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    while (isOpen()) {
      try (var consumer = consumers.get()) {
        consumer.subscribe(java.util.List.of(topic));
        Deque<ConsumerRecord<byte[], byte[]>> pending = new ArrayDeque<>();
        while (isOpen()) {
          poll(consumer, pending);
          while (isOpen() && !pending.isEmpty()) {
            send(consumer, pending.remove(), pending);
          }
        }
      } catch (KafkaException | IllegalStateException e) {
        LOGGER.atWarn().setCause(e).addKeyValue("webhook", webhook).log("webhook waits for Kafka");
        pause(firstPause);
      }
    }
  }

  private static void poll(
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
      Deque<ConsumerRecord<byte[], byte[]>> pending) {
    consumer.poll(POLL).forEach(pending::add);
  }

  /**
   * Repeats the delivery until it succeeds, or another member of the group has the partition, which
   * then continues with this record. Meanwhile the consumer stays in its group.
   *
   * @param pending receives records of partitions that are assigned meanwhile
   */
  private void send(
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
      ConsumerRecord<byte[], byte[]> record,
      Deque<ConsumerRecord<byte[], byte[]>> pending) {
    var partition = new TopicPartition(record.topic(), record.partition());
    Duration pause = firstPause;
    while (isOpen() && consumer.assignment().contains(partition)) {
      Delivery delivery = deliver(record);
      results.accept(delivery);
      if (delivery != Delivery.FAILED) {
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(record.offset() + 1)));
        return;
      }
      long until = System.nanoTime() + pause.toNanos();
      while (isOpen() && System.nanoTime() < until) {
        consumer.pause(consumer.assignment());
        poll(consumer, pending);
      }
      consumer.resume(consumer.assignment());
      pause = pause.multipliedBy(2).compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause.multipliedBy(2);
    }
  }

  private Delivery deliver(ConsumerRecord<byte[], byte[]> record) {
    try {
      Alert alert = alerts.deserialize(record.topic(), record.value());
      return alert == null ? Delivery.REFUSED : request.post(alert);
    } catch (SerializationException e) {
      LOGGER
          .atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("offset", record.offset())
          .setCause(e)
          .log("skipped an unreadable alert");
      return Delivery.REFUSED;
    } catch (dev.lethe.schemas.SchemaRegistry.RegistryUnavailableException e) {
      LOGGER.atWarn().setCause(e).addKeyValue("webhook", webhook).log("webhook waits for schemas");
      return Delivery.FAILED;
    }
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  private void pause(Duration time) {
    try {
      if (closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        LOGGER.atDebug().log("closed while waiting");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
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
}
