package dev.lethe.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.WindowMetrics;
import dev.lethe.schemas.WindowState;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests the app on a real broker and a real registry. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class StreamsAppIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  @TempDir private static Path stackDir;
  private static LocalStack stack;
  private static Kafka kafka;

  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir private Path stateDir;

  @BeforeAll
  static void startStack() {
    stack = LocalStack.start(StackConfig.ephemeral(stackDir.resolve("stack")), line -> {});
    kafka = new Kafka(stack);
  }

  @AfterAll
  static void closeStack() {
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  void shouldServeMetricsOfCommittedRecordsOnly() throws Exception {
    // Given
    var topics = kafka.createTopics("committed");
    try (var receiver = new AlertReceiver();
        var app = StreamsApp.start(kafka.config(topics, 0, stateDir, receiver.settings(stateDir)));
        var producer = kafka.producer("committed")) {
      // When
      producer.beginTransaction();
      kafka.send(producer, topics.runs(), Events.run("r", RunState.LIVE, 10));
      for (int i = 0; i < 1_000; i++) {
        kafka.send(producer, topics.predictions(), Events.prediction("r", i, i / 400, i % 4 != 0));
      }
      kafka.send(producer, topics.windows(), Events.window("r", 0, WindowState.CLOSED));
      kafka.send(producer, topics.evaluations(), Events.windowEnd("r", 0, 90, 10, 12));
      kafka.send(producer, topics.evaluations(), Events.windowEnd("r", 1, 93, 88, 15));
      kafka.send(producer, topics.evaluations(), Events.windowEnd("r", 2, 60, 65, 85));
      kafka.send(producer, topics.health(), Events.health("r", Map.of("lag", 7.0)));
      producer.commitTransaction();

      producer.beginTransaction();
      for (int i = 0; i < 500; i++) {
        kafka.send(producer, topics.predictions(), Events.prediction("r", 1_000 + i, 2, false));
      }
      kafka.send(producer, topics.evaluations(), Events.windowEnd("r", 3, 0, 0, 0, 0));
      producer.flush();
      producer.abortTransaction();

      producer.beginTransaction();
      kafka.send(producer, topics.predictions(), Events.prediction("r", 1_000, 2, true));
      producer.commitTransaction();

      // Then
      RunMetrics metrics = AppReader.awaitExamples(app, "r", 1_001);
      assertThat(metrics.getScored()).isEqualTo(1_001);
      assertThat(metrics.getPrequential().getCumulative()).isEqualTo(751.0 / 1_001, within(1e-12));
      assertThat(metrics.getAverageAccuracy()).isEqualTo(.70, within(1e-12));
      assertThat(metrics.getAverageForgetting()).isEqualTo(.28, within(1e-12));
      assertThat(metrics.getBackwardTransfer()).isEqualTo(-.265, within(1e-12));
      assertThat(metrics.getWindowsClosed()).isEqualTo(3);
      assertThat(metrics.getWindows())
          .extracting(WindowMetrics::getExamples)
          .containsExactly(400L, 400L, 201L);
      assertThat(metrics.getHealth()).containsEntry("lag", 7.0);
      assertThat(AppReader.get(app, "/api/runs"))
          .startsWith("{\"runs\":[{\"run\":\"r\"")
          .contains("\"examples\":1001");
      assertThat(AppReader.get(app, "/api/runs/r")).contains("\"history\":[{\"at\":");
      await().atMost(PATIENCE).until(app::isReady);
      assertThat(AppReader.get(app, "/readyz")).isEqualTo("ready");
      assertThat(AppReader.get(app, "/metrics"))
          .contains("lethe_streams_ready 1.0")
          .contains("state=\"RUNNING\"} 1.0")
          .containsPattern("lethe_streams_average_accuracy\\{.*run=\"r\".*} 0\\.7")
          .contains("kafka_stream_");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(receiver.alerts()).contains("r forgets FIRING", "r naive FIRING"));
    }
  }

  @Test
  void shouldStreamChangesAsTheyAreCommitted() throws Exception {
    // Given
    var topics = kafka.createTopics("streamed");
    try (var app = StreamsApp.start(kafka.config(topics, 0, stateDir));
        var producer = kafka.producer("streamed")) {
      producer.beginTransaction();
      kafka.send(producer, topics.runs(), Events.run("r", RunState.LIVE, 10));
      producer.commitTransaction();
      await().atMost(PATIENCE).until(() -> !app.readModel().runs().isEmpty());
      var request = HttpRequest.newBuilder(app.dashboard().resolve("/api/stream")).build();
      var response = client.send(request, BodyHandlers.ofInputStream());
      try (var events =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        assertThat(awaitLine(events, "data: ")).startsWith("data: {\"runs\":[{\"run\":\"r\"");

        // When
        producer.beginTransaction();
        kafka.send(producer, topics.predictions(), Events.prediction("r", 0, 0, true));
        producer.commitTransaction();

        // Then
        assertThat(awaitLine(events, "data: {\"run\":\"r\",\"point\""))
            .contains("\"examples\":1,\"cumulative\":1.0");
      }
    }
  }

  @Test
  void shouldKeepUnreadableRecordAndGoOn() throws Exception {
    // Given
    var topics = kafka.createTopics("unreadable");
    byte[] garbage = {9, 9, 9};
    try (var app = StreamsApp.start(kafka.config(topics, 0, stateDir));
        var producer = kafka.producer("unreadable")) {
      // When
      producer.beginTransaction();
      kafka.send(producer, topics.runs(), Events.run("r", RunState.LIVE, 10));
      kafka.send(producer, new ProducerRecord<>(topics.predictions(), "r", garbage));
      kafka.send(producer, topics.predictions(), Events.prediction("r", 1, 0, true));
      producer.commitTransaction();

      // Then
      assertThat(AppReader.awaitExamples(app, "r", 1).getPrequential().getCumulative())
          .isEqualTo(1.0);
      List<ConsumerRecord<byte[], byte[]>> dead = new ArrayList<>();
      try (var consumer = kafka.consumer()) {
        consumer.assign(List.of(new TopicPartition(topics.metricsDeadLetters(), 0)));
        await()
            .atMost(PATIENCE)
            .until(
                () -> {
                  consumer.poll(Duration.ofMillis(100)).forEach(dead::add);
                  return !dead.isEmpty();
                });
      }
      assertThat(dead).hasSize(1);
      assertThat(dead.get(0).value()).isEqualTo(garbage);
      assertThat(dead.get(0).headers().lastHeader("__streams.errors.topic").value())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo(topics.predictions());
    }
  }

  private static String awaitLine(BufferedReader events, String prefix) throws IOException {
    String line = events.readLine();
    while (!line.startsWith(prefix)) {
      line = events.readLine();
    }
    return line;
  }
}
