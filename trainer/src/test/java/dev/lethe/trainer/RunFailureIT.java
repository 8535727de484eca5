package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that cannot continue or be recovered, against a real broker and a real registry. */
class RunFailureIT {
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
  void shouldPublishThatTheRunFailedWhenInputOfItsJournalWasDeleted() throws Exception {
    // Given
    var topics = new Topics("deleted");
    var kafka = new Kafka(stack, topics);
    kafka.createTopics(1);
    runOnce(kafka, topics);
    Run stopped = kafka.lastRecord("run");
    try (Admin admin = admin()) {
      admin.deleteRecords(Map.of(input(topics), RecordsToDelete.beforeOffset(10))).all().get();
    }
    // When
    try (var trainer = Trainer.start(config(topics))) {
      trainer.await();
      // Then
      assertThat(trainer.state()).isEqualTo(Trainer.State.FAILED);
    }
    assertThat(stopped.getState()).isEqualTo(RunState.STOPPED);
    Run failed = kafka.lastRecord("run");
    assertThat(failed.getState()).isEqualTo(RunState.FAILED);
    assertThat(failed.getReason()).contains("deleted.examples-0");
    assertThat(failed.getStartedAt()).isEqualTo(stopped.getStartedAt());
  }

  @Test
  void shouldPublishThatTheRunFailedWhenItsCommittedOffsetsWereReset() throws Exception {
    // Given
    var topics = new Topics("reset");
    var kafka = new Kafka(stack, topics);
    kafka.createTopics(1);
    runOnce(kafka, topics);
    try (Admin admin = admin()) {
      admin
          .alterConsumerGroupOffsets(
              "reset-run-run", Map.of(input(topics), new OffsetAndMetadata(3)))
          .all()
          .get();
    }
    // When
    try (var trainer = Trainer.start(config(topics))) {
      trainer.await();
      // Then
      assertThat(trainer.state()).isEqualTo(Trainer.State.FAILED);
    }
    Run failed = kafka.lastRecord("run");
    assertThat(failed.getState()).isEqualTo(RunState.FAILED);
    assertThat(failed.getReason()).contains("got committed offset 3").contains("expected 41");
  }

  @Test
  void shouldCutADeadLetterThatIsTooLargeForTheProducer() throws Exception {
    // Given
    var topics = new Topics("large");
    var kafka = new Kafka(stack, topics);
    kafka.createTopics(1);
    TrainerConfig config = config(topics, Map.of("producer.max.request.size", "8000"));
    try (var trainer = Trainer.start(config)) {
      // When
      kafka.produceRaw(List.of(new ProducerRecord<>(topics.examples(), new byte[20_000])));
      // Then
      await().atMost(Kafka.patience()).until(() -> kafka.raw(topics.deadLetters()).size() == 1);
      assertThat(trainer.failure()).isEmpty();
    }
    assertThat(kafka.raw(topics.deadLetters()).get(0).value()).hasSizeBetween(6000, 8000);
  }

  private static void runOnce(Kafka kafka, Topics topics) {
    kafka.produce(Kafka.twoTasks(20, 7));
    try (var trainer = Trainer.start(config(topics))) {
      await().atMost(Kafka.patience()).until(() -> kafka.count(topics.windows(), "run") == 4);
      assertThat(trainer.failure()).isEmpty();
    }
  }

  private static TrainerConfig config(Topics topics) {
    return config(topics, Map.of());
  }

  private static TrainerConfig config(Topics topics, Map<String, String> settings) {
    return Configs.in(
        topics,
        Configs.of("run", "naive", stack.bootstrapServers(), stack.registryUrl(), settings));
  }

  private static TopicPartition input(Topics topics) {
    return new TopicPartition(topics.examples(), 0);
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()));
  }
}
