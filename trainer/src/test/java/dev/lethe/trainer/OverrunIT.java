package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions that the broker times out because their commit is late. */
class OverrunIT {
  private static final List<Example> STREAM = Kafka.twoTasks(20, 7);

  private static final Topics ONCE = new Topics("once");
  private static final Topics TWICE = new Topics("twice");

  @TempDir static Path directory;
  private static LocalStack stack;
  private static Trainer once;
  private static Trainer twice;

  /** The broker looks for late transactions every ten seconds, so both runs wait together. */
  @BeforeAll
  static void start() {
    stack = LocalStack.start(StackConfig.ephemeral(directory), line -> {});
    once = startSlow(ONCE, 1);
    twice = startSlow(TWICE, Integer.MAX_VALUE);
  }

  @AfterAll
  static void stop() {
    once.close();
    twice.close();
    stack.close();
  }

  @Test
  void shouldRecoverWhenATransactionOverrunsOnce() {
    // Given
    var kafka = new Kafka(stack, ONCE);
    // When
    await().atMost(Kafka.patience()).until(() -> kafka.count(ONCE.predictions(), "run") >= 36);
    // Then
    assertThat(once.state()).isEqualTo(Trainer.State.LIVE);
    assertThat(kafka.read(ONCE.predictions(), Prediction.class))
        .hasSize(36)
        .extracting(Prediction::getOffset)
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldFailWithAdviceWhenTheSameTransactionOverrunsTwice() {
    // Given
    var kafka = new Kafka(stack, TWICE);
    // When
    await().atMost(Kafka.patience()).until(() -> twice.state() == Trainer.State.FAILED);
    // Then
    String advice = twice.failure().orElseThrow().getMessage();
    assertThat(advice)
        .contains("run 'run'")
        .contains("transaction.timeout.ms=2000")
        .contains("{twice.examples-0=0}");
    // the runs topic has the reason, and nothing of the late transaction was published
    List<Run> records = kafka.read(TWICE.runs(), Run.class);
    assertThat(records)
        .extracting(Run::getState)
        .containsExactly(RunState.LIVE, RunState.RECOVERING, RunState.LIVE, RunState.FAILED);
    assertThat(records.get(3).getReason()).isEqualTo(advice);
    assertThat(records.get(3).getStartedAt()).isEqualTo(records.get(0).getStartedAt());
    assertThat(kafka.raw(TWICE.predictions())).isEmpty();
    assertThat(kafka.raw(TWICE.journal())).isEmpty();
  }

  @Test
  void shouldPublishNothingForARunThatAnotherTrainerOwns() {
    // Given: a live run, and a trainer that owned it before
    var topics = new Topics("taken");
    var kafka = kafka(topics);
    TrainerConfig config = config(topics, Map.of());
    try (var other = Trainer.start(config)) {
      await().atMost(Kafka.patience()).until(() -> other.state() == Trainer.State.LIVE);
      // When
      var serdes = new AvroSerdes(new ConfluentSchemaRegistry(stack.registryUrl(), Map.of()), true);
      var begun = RunRecord.starting(config, "topic-id", Instant.EPOCH);
      var record = RunRecord.withState(begun, RunState.FAILED, Instant.EPOCH, "late");
      boolean published =
          new FencedRunReporter(config, new KafkaClients(config), serdes).publish(record);
      // Then
      assertThat(published).isFalse();
      kafka.produce(STREAM);
      await().atMost(Kafka.patience()).until(() -> kafka.count(topics.predictions(), "run") == 36);
      assertThat(other.state()).isEqualTo(Trainer.State.LIVE);
    }
    assertThat(kafka.read(topics.runs(), Run.class))
        .extracting(Run::getState)
        .doesNotContain(RunState.FAILED);
  }

  @Test
  void shouldFailOnATransactionTimeoutThatTheBrokerRejects() {
    // Given: more than its transaction.max.timeout.ms
    var topics = new Topics("refused");
    kafka(topics);
    // When
    try (var trainer =
        Trainer.start(config(topics, Map.of("producer.transaction.timeout.ms", "900001")))) {
      await().atMost(Kafka.patience()).until(() -> trainer.state() == Trainer.State.FAILED);
      // Then
      assertThat(trainer.failure())
          .hasValueSatisfying(
              e -> assertThat(e).hasMessageContaining("transaction.max.timeout.ms"));
    }
  }

  private static Trainer startSlow(Topics topics, int commits) {
    kafka(topics).produce(STREAM);
    TrainerConfig config = config(topics, Map.of());
    return Trainer.start(config(topics, SlowCommits.settings(config, commits)));
  }

  private static TrainerConfig config(Topics topics, Map<String, String> settings) {
    return Configs.in(
        topics,
        Configs.of("run", "naive", stack.bootstrapServers(), stack.registryUrl(), settings));
  }

  private static Kafka kafka(Topics topics) {
    var kafka = new Kafka(stack, topics);
    kafka.createTopics(1);
    return kafka;
  }
}
