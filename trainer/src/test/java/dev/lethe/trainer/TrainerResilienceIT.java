package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.Example;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Role;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs under bad input, operator errors and expired offsets. */
class TrainerResilienceIT {
  @TempDir static Path directory;
  private static LocalStack stack;

  @BeforeAll
  static void startStack() {
    stack = LocalStack.start(StackConfig.ephemeral(directory), line -> {});
  }

  @AfterAll
  static void stopStack() {
    stack.close();
  }

  @Test
  void shouldContinueAfterGarbageOfTheMaximumSize() {
    // Given
    var topics = new Topics("big");
    var kafka = kafka(topics);
    try (var trainer = Trainer.start(config(topics, "naive", Map.of()))) {
      // When
      kafka.produceRaw(List.of(new ProducerRecord<>(topics.examples(), new byte[1_048_000])));
      kafka.produce(List.of(example("x".repeat(1001)), example("good")));
      // Then
      awaitPredictions(kafka, topics, 1);
      assertThat(kafka.raw(topics.deadLetters())).hasSize(2);
      assertThat(trainer.failure()).isEmpty();
    }
  }

  @Test
  void shouldContinueAfterARecordWithAJsonSchema() throws Exception {
    // Given
    var topics = new Topics("json");
    var kafka = kafka(topics);
    byte[] record =
        ByteBuffer.allocate(7)
            .put((byte) 0)
            .putInt(jsonSchemaId())
            .put(new byte[] {'{', '}'})
            .array();
    try (var trainer = Trainer.start(config(topics, "naive", Map.of()))) {
      // When
      kafka.produceRaw(List.of(new ProducerRecord<>(topics.examples(), record)));
      kafka.produce(List.of(example("good")));
      // Then
      awaitPredictions(kafka, topics, 1);
      assertThat(kafka.raw(topics.deadLetters())).hasSize(1);
      assertThat(trainer.failure()).isEmpty();
    }
  }

  @Test
  void shouldKeepALiveRunWhenItIsStartedWithOtherSettings() {
    // Given
    var topics = new Topics("mistaken");
    var kafka = kafka(topics);
    try (var live = Trainer.start(config(topics, "naive", Map.of()))) {
      await().atMost(Kafka.patience()).until(() -> live.state() == Trainer.State.LIVE);
      // When
      try (var mistaken = Trainer.start(config(topics, "er(memory=50,batch=5)", Map.of()))) {
        await().atMost(Kafka.patience()).until(() -> mistaken.state() == Trainer.State.FAILED);
      }
      // Then
      kafka.produce(List.of(example("good")));
      awaitPredictions(kafka, topics, 1);
      assertThat(live.state()).isEqualTo(Trainer.State.LIVE);
    }
  }

  @Test
  void shouldContinueAtTheEndOfTheJournalWhenOffsetsHaveExpired() throws Exception {
    // Given
    var topics = new Topics("expired");
    var kafka = kafka(topics);
    try (var first = Trainer.start(config(topics, "naive", Map.of()))) {
      kafka.produce(List.of(example("a")));
      awaitPredictions(kafka, topics, 1);
      assertThat(first.failure()).isEmpty();
    }
    // When the offsets of the group expire, as after offsets.retention.minutes
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
      admin.deleteConsumerGroups(List.of("expired-run-run")).all().get();
    }
    kafka.produce(List.of(example("b")));
    // Then
    try (var second = Trainer.start(config(topics, "naive", Map.of()))) {
      awaitPredictions(kafka, topics, 2);
      assertThat(second.failure()).isEmpty();
    }
    assertThat(kafka.read(topics.predictions(), Prediction.class))
        .extracting(Prediction::getId)
        .containsExactly("a", "b");
  }

  @Test
  void shouldPredictExamplesOfAnIncompleteStepOnce() {
    // Given a step of ten with five examples in it
    var topics = new Topics("half");
    var kafka = kafka(topics);
    try (var first = Trainer.start(config(topics, "naive", Map.of()))) {
      kafka.produce(List.of(example("a"), example("b"), example("c"), example("d"), example("e")));
      awaitPredictions(kafka, topics, 5);
      assertThat(first.failure()).isEmpty();
    }
    // When
    try (var second = Trainer.start(config(topics, "naive", Map.of()))) {
      await().atMost(Kafka.patience()).until(() -> second.state() == Trainer.State.LIVE);
      kafka.produce(List.of(example("f")));
      await().atMost(Kafka.patience()).until(() -> kafka.raw(topics.predictions()).size() >= 6);
    }
    // Then
    assertThat(kafka.read(topics.predictions(), Prediction.class))
        .extracting(Prediction::getId)
        .containsExactly("a", "b", "c", "d", "e", "f");
  }

  @Test
  void shouldStartAtTheEndWhenConfiguredTo() {
    // Given
    var topics = new Topics("latest");
    var kafka = kafka(topics);
    kafka.produce(List.of(example("before")));
    TrainerConfig earliest = config(topics, "naive", Map.of());
    var latest =
        new TrainerConfig(
            earliest.run(),
            topics,
            earliest.learner(),
            earliest.scorecard(),
            earliest.bootstrapServers(),
            earliest.schemaRegistryUrl(),
            true,
            TrainerConfig.Start.LATEST,
            earliest.commitInterval(),
            earliest.maxAhead(),
            Map.of());
    // When it stops before any example, and starts again after one was sent
    try (var first = Trainer.start(latest)) {
      await().atMost(Kafka.patience()).until(() -> first.state() == Trainer.State.LIVE);
    }
    kafka.produce(List.of(example("after")));
    try (var second = Trainer.start(latest)) {
      awaitPredictions(kafka, topics, 1);
      assertThat(second.failure()).isEmpty();
    }
    // Then
    assertThat(kafka.read(topics.predictions(), Prediction.class))
        .extracting(Prediction::getId)
        .containsExactly("after");
  }

  @Test
  void shouldFailWithAnErrorWhenMemoryIsShort() throws Exception {
    // Given
    var topics = new Topics("memory");
    kafka(topics);
    // When
    try (var trainer = Trainer.start(config(topics, "er(memory=200000000,batch=5)", Map.of()))) {
      trainer.await();
      // Then
      assertThat(trainer.state()).isEqualTo(Trainer.State.FAILED);
      assertThat(trainer.failure()).isPresent();
    }
  }

  @Test
  void shouldFailOnASettingThatNoClientAccepts() {
    // Given
    var topics = new Topics("setting");
    kafka(topics);
    // When
    try (var trainer =
        Trainer.start(config(topics, "naive", Map.of("producer.batch.size", "abc")))) {
      // Then
      await().atMost(Kafka.patience()).until(() -> trainer.state() == Trainer.State.FAILED);
      assertThat(trainer.failure())
          .hasValueSatisfying(e -> assertThat(e).hasStackTraceContaining("batch.size"));
    }
  }

  private static TrainerConfig config(Topics topics, String method, Map<String, String> settings) {
    return Configs.in(
        topics, Configs.of("run", method, stack.bootstrapServers(), stack.registryUrl(), settings));
  }

  private static Kafka kafka(Topics topics) {
    var kafka = new Kafka(stack, topics);
    kafka.createTopics(1);
    return kafka;
  }

  private static void awaitPredictions(Kafka kafka, Topics topics, int count) {
    await()
        .atMost(Kafka.patience())
        .untilAsserted(() -> assertThat(kafka.raw(topics.predictions())).hasSize(count));
  }

  private static Example example(String id) {
    return Kafka.example(id, 1, "t", Role.LEARN, RandomSource.XO_RO_SHI_RO_128_PP.create(3));
  }

  private static int jsonSchemaId() throws Exception {
    String schema =
        "{\\\"$schema\\\":\\\"http://json-schema.org/draft-07/schema#\\\",\\\"type\\\":\\\"object\\\"}";
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(stack.registryUrl() + "/subjects/other-value/versions"))
                    .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "{\"schemaType\":\"JSON\",\"schema\":\"" + schema + "\"}"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return Integer.parseInt(answer.body().replaceAll("\\D", ""));
  }
}
