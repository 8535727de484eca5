package dev.lethe.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.RunState;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The app when it is started again: with its state, without its group, on other topics. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class StreamsAppRestartIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  @TempDir private static Path stackDir;
  private static LocalStack stack;
  private static Kafka kafka;

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
  @DisplayName("streams offsets expired")
  void shouldCountOnceWhenConsumerGroupHasExpired() throws Exception {
    // Given
    var topics = kafka.createTopics("expired");
    var config = kafka.config(topics, 0, stateDir);
    try (var producer = kafka.producer("expired")) {
      try (var app = StreamsApp.start(config)) {
        producer.beginTransaction();
        kafka.send(producer, topics.runs(), Events.run("r", RunState.LIVE, 10));
        for (int i = 0; i < 100; i++) {
          kafka.send(producer, topics.predictions(), Events.prediction("r", i, 0, true));
        }
        producer.commitTransaction();
        AppReader.awaitExamples(app, "r", 100);
      }

      // When
      try (var admin = kafka.admin()) {
        admin.deleteConsumerGroups(List.of(config.applicationId())).all().get();
      }
      producer.beginTransaction();
      kafka.send(producer, topics.predictions(), Events.prediction("r", 100, 0, false));
      producer.commitTransaction();

      // Then
      try (var app = StreamsApp.start(config)) {
        RunMetrics metrics = AppReader.awaitExamples(app, "r", 101);
        assertThat(metrics.getPrequential().getCumulative()).isEqualTo(100 / 101.0, within(1e-12));
        assertThat(metrics.getWindows().get(0).getExamples()).isEqualTo(101);
      }
    }
  }

  @Test
  void shouldShutDownWhenAnInputWasRecreated() throws Exception {
    // Given
    var topics = kafka.createTopics("recreated");
    var config = kafka.config(topics, 0, stateDir);
    try (var producer = kafka.producer("recreated")) {
      try (var app = StreamsApp.start(config)) {
        producer.beginTransaction();
        kafka.send(producer, topics.runs(), Events.run("r", RunState.LIVE, 10));
        kafka.send(producer, topics.predictions(), Events.prediction("r", 0, 0, true));
        producer.commitTransaction();
        AppReader.awaitExamples(app, "r", 1);
      }

      // When
      try (var admin = kafka.admin()) {
        admin.deleteTopics(List.of(topics.predictions())).all().get();
        await()
            .atMost(PATIENCE)
            .ignoreExceptions()
            .until(
                () -> {
                  admin
                      .createTopics(List.of(new NewTopic(topics.predictions(), 2, (short) 1)))
                      .all()
                      .get();
                  return true;
                });
      }

      // Then
      try (var app = StreamsApp.start(config)) {
        await().atMost(PATIENCE).until(() -> AppReader.get(app, "/livez").contains("not live"));
        assertThat(app.isReady()).isFalse();
      }
    }
  }

  @Test
  void shouldContinueWhereItWasAfterRestart() throws Exception {
    // Given
    var topics = kafka.createTopics("restarted");
    var config = kafka.config(topics, 0, stateDir);
    try (var producer = kafka.producer("restarted")) {
      try (var app = StreamsApp.start(config)) {
        producer.beginTransaction();
        kafka.send(producer, topics.runs(), Events.run("r", RunState.LIVE, 10));
        for (int i = 0; i < 100; i++) {
          kafka.send(producer, topics.predictions(), Events.prediction("r", i, 0, true));
        }
        kafka.send(producer, topics.scorecards(), Events.scorecard("r", 0, .7));
        producer.commitTransaction();
        assertThat(AppReader.awaitExamples(app, "r", 100).getPrequential().getCumulative())
            .isEqualTo(1.0);
      }

      // When
      producer.beginTransaction();
      for (int i = 100; i < 200; i++) {
        kafka.send(producer, topics.predictions(), Events.prediction("r", i, 0, false));
      }
      producer.commitTransaction();

      // Then
      try (var app = StreamsApp.start(config)) {
        RunMetrics metrics = AppReader.awaitExamples(app, "r", 200);
        assertThat(metrics.getPrequential().getCumulative()).isEqualTo(.5);
        assertThat(metrics.getWindows().get(0).getExamples()).isEqualTo(200);
        assertThat(metrics.getScorecard().getAccuracy()).isEqualTo(.7);
      }
    }
  }
}
