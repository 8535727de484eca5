package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.Example;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.RunAction;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Topics;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that their operator pauses. */
class PauseIT {
  private static final LiveRuns RUNS = new LiveRuns();
  private static final List<Example> STREAM = Kafka.twoTasks(100, 7);

  @TempDir static Path directory;

  @BeforeAll
  static void startStack() {
    RUNS.open(directory.resolve("stack"));
  }

  @AfterAll
  static void stopStack() {
    RUNS.close();
  }

  @Test
  void shouldPauseAndResumeAsIfNothingHadHappened() {
    // Given
    var topics = new Topics("paused");
    var kafka = RUNS.kafka(topics);
    var console = new CopyOnWriteArrayList<String>();
    TrainerConfig config = checkpointed(RUNS.config(topics, Map.of()));
    try (var trainer = Trainer.start(config, console::add)) {
      kafka.produce(STREAM.subList(0, 100));
      RUNS.awaitPredictions(kafka, topics, 90);
      // When
      send(topics, RunAction.PAUSE);
      // Then: it says so, has a checkpoint, consumes nothing, and its lag is true
      awaitState(kafka, trainer, RunState.PAUSED);
      kafka.produce(STREAM.subList(100, 201));
      await().atMost(Kafka.patience()).until(() -> RUNS.lag(kafka, topics) == 101);
      assertThat(kafka.raw(topics.predictions())).hasSize(90);
      assertThat(kafka.count(topics.checkpoints(), "run/" + entries(kafka, topics))).isOne();
      assertThat(console).anyMatch(line -> line.startsWith("run run is paused; ./lethe resume"));
      // and when foreign records are in the topic, nothing changes
      kafka.produceRaw(
          List.of(
              new ProducerRecord<>(topics.commands(), Records.utf8("run"), new byte[] {1, 2}),
              new ProducerRecord<>(topics.commands(), Records.utf8("x"), Records.utf8("{}")),
              new ProducerRecord<>(topics.commands(), Records.utf8("other"), null)));
      // When
      send(topics, RunAction.RESUME);
      // Then
      awaitState(kafka, trainer, RunState.LIVE);
      RUNS.awaitPredictions(kafka, topics, 180);
      assertThat(trainer.failure()).isEmpty();
    }
    assertThat(kafka.read(topics.predictions(), Prediction.class))
        .extracting(Prediction::getOffset)
        .doesNotHaveDuplicates();
    // and another run over the same records has the same learner
    TrainerConfig twin =
        Configs.in(
            topics,
            Configs.of(
                "twin", "naive", config.bootstrapServers(), config.schemaRegistryUrl(), Map.of()));
    try (var undisturbed = Trainer.start(twin)) {
      RUNS.awaitPredictions(kafka, topics, 360);
      assertThat(undisturbed.failure()).isEmpty();
    }
    assertThat(kafka.digest("run")).isNotBlank().isEqualTo(kafka.digest("twin"));
  }

  @Test
  void shouldStartPausedIfItWasPausedWhenItsTrainerEnded() {
    // Given
    var topics = new Topics("still");
    var kafka = RUNS.kafka(topics);
    var console = new CopyOnWriteArrayList<String>();
    var first = RUNS.start(topics, console);
    RUNS.awaitLive(first);
    send(topics, RunAction.PAUSE);
    awaitState(kafka, first, RunState.PAUSED);
    // When another trainer takes the run over
    try (var second = RUNS.start(topics, console)) {
      await().atMost(Kafka.patience()).until(() -> second.state() == Trainer.State.PAUSED);
      kafka.produce(STREAM.subList(0, 100));
      await().atMost(Kafka.patience()).until(() -> RUNS.lag(kafka, topics) == 100);
      assertThat(kafka.raw(topics.predictions())).isEmpty();
      // and resumes
      send(topics, RunAction.RESUME);
      // Then
      RUNS.awaitPredictions(kafka, topics, 90);
      awaitState(kafka, second, RunState.LIVE);
    }
    first.close();
    assertThat(kafka.lastRecord("run").getState()).isEqualTo(RunState.STOPPED);
  }

  private static void send(Topics topics, RunAction action) {
    TrainerConfig config = RUNS.config(topics, Map.of());
    var access =
        new RunAccess(
            topics,
            config.bootstrapServers(),
            config.schemaRegistryUrl(),
            Map.of(),
            Optional.empty());
    new RunCommands(access, Clock.systemUTC()).send("run", action);
  }

  private static void awaitState(Kafka kafka, Trainer trainer, RunState state) {
    await()
        .atMost(Kafka.patience())
        .untilAsserted(
            () -> {
              assertThat(kafka.lastRecord("run").getState()).isEqualTo(state);
              assertThat(trainer.state().name()).isEqualTo(state.name());
            });
  }

  private static long entries(Kafka kafka, Topics topics) {
    return kafka.count(topics.journal(), "run");
  }

  private static TrainerConfig checkpointed(TrainerConfig config) {
    return config.toBuilder()
        .checkpoints(
            Optional.of(
                CheckpointSettings.at(directory.resolve("checkpoints").toString(), Map.of())))
        .build();
  }
}
