package dev.lethe.streams.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.lethe.schemas.Alert;
import dev.lethe.schemas.AlertState;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.InMemorySchemaRegistry;
import dev.lethe.streams.alert.WebhookSender.Delivery;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookSenderTest {
  private static final String TOPIC = "t.alerts";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

  private final AvroSerdes serdes = new AvroSerdes(new InMemorySchemaRegistry(), true);
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final List<Delivery> results = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private WebhookSender sender;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.createContext(
        "/hook",
        exchange -> {
          try (exchange) {
            String body =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            Integer status = statuses.poll();
            exchange.sendResponseHeaders(status == null ? 200 : status, -1);
          }
        });
    server.start();
    consumer.schedulePollTask(
        () -> {
          consumer.rebalance(Set.of(PARTITION));
          consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        });
    sender =
        new WebhookSender(
            Webhook.of(
                "http://localhost:%d/hook".formatted(server.getAddress().getPort()),
                Map.of("Authorization", "secret")),
            TOPIC,
            () -> consumer,
            serdes.deserializer(Alert.class),
            HttpClient.newHttpClient(),
            results::add,
            Duration.ofMillis(1));
    sender.start();
  }

  @AfterEach
  void close() {
    sender.close();
    server.stop(0);
  }

  @Test
  void shouldPostTheAlertAsJsonAndCommitIt() {
    // When
    add(0, alert("a"));

    // Then
    await().untilAsserted(() -> assertThat(committed()).isEqualTo(1));
    assertThat(received)
        .containsExactly(
            "secret {\"run\":\"a\",\"rule\":\"forgets\",\"condition\":\"forgetting > 0.2\","
                + "\"state\":\"FIRING\",\"value\":0.25,\"window\":null,"
                + "\"since\":\"1970-01-01T00:00:01Z\",\"eventTime\":\"1970-01-01T00:00:02Z\"}");
    assertThat(results).containsExactly(Delivery.DELIVERED);
  }

  @Test
  void shouldRepeatAFailedDeliveryBeforeTheNextAlert() {
    // Given
    statuses.addAll(List.of(500, 429));

    // When
    add(0, alert("a"));
    add(1, alert("b"));

    // Then
    await().untilAsserted(() -> assertThat(committed()).isEqualTo(2));
    assertThat(received)
        .extracting(body -> body.substring(15, 16))
        .containsExactly("a", "a", "a", "b");
    assertThat(results)
        .containsExactly(Delivery.FAILED, Delivery.FAILED, Delivery.DELIVERED, Delivery.DELIVERED);
  }

  @Test
  void shouldDeliverTheAlertsOfAPartitionThatIsAssignedDuringARetry() {
    // Given
    var second = new TopicPartition(TOPIC, 1);
    statuses.addAll(Collections.nCopies(8, 500));
    add(0, alert("a"));

    // When
    await().until(() -> results.contains(Delivery.FAILED));
    consumer.schedulePollTask(
        () -> {
          consumer.rebalance(Set.of(PARTITION, second));
          consumer.updateBeginningOffsets(Map.of(PARTITION, 0L, second, 0L));
          consumer.addRecord(new ConsumerRecord<>(TOPIC, 1, 0, null, bytes(alert("b"))));
        });

    // Then
    await()
        .untilAsserted(
            () ->
                assertThat(received).extracting(body -> body.substring(15, 16)).contains("a", "b"));
  }

  @Test
  void shouldLeaveOutAnAlertThatIsRefusedForGood() {
    // Given
    statuses.add(404);

    // When
    add(0, alert("a"));
    add(1, alert("b"));

    // Then
    await().untilAsserted(() -> assertThat(committed()).isEqualTo(2));
    assertThat(results).containsExactly(Delivery.REFUSED, Delivery.DELIVERED);
  }

  @Test
  void shouldSkipARecordThatIsNoAlert() {
    // When
    consumer.schedulePollTask(
        () -> consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, 0, null, new byte[] {7})));
    add(1, alert("b"));

    // Then
    await().untilAsserted(() -> assertThat(committed()).isEqualTo(2));
    assertThat(received).hasSize(1);
  }

  private void add(long offset, Alert alert) {
    byte[] value = bytes(alert);
    consumer.schedulePollTask(
        () -> consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, offset, null, value)));
  }

  private byte[] bytes(Alert alert) {
    return serdes.<Alert>serializer().serialize(TOPIC, alert);
  }

  private long committed() {
    var offset = consumer.committed(Set.of(PARTITION)).get(PARTITION);
    return offset == null ? 0 : offset.offset();
  }

  private static Alert alert(String run) {
    return new Alert(
        run,
        "forgets",
        "forgetting > 0.2",
        AlertState.FIRING,
        0.25,
        null,
        Instant.ofEpochMilli(1_000),
        Instant.ofEpochMilli(2_000));
  }
}
