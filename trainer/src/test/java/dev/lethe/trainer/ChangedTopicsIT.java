package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.Alarm;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Topics;
import dev.lethe.trainer.alarm.AlarmBoard;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics that are deleted, recreated or extended: the run follows them or fails with the cause. */
class ChangedTopicsIT {
  private static final LiveRuns RUNS = new LiveRuns();

  @TempDir static Path directory;

  private final List<String> console = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void startStack() {
    RUNS.open(directory);
  }

  @AfterAll
  static void stopStack() {
    RUNS.close();
  }

  @Test
  @DisplayName("failed but LIVE")
  void shouldFailWithTheTopicsNameWhenAnOutputTopicIsDeleted() throws Exception {
    // Given
    var topics = new Topics("deleted");
    var kafka = RUNS.kafka(topics);
    TrainerConfig config = RUNS.config(topics, Map.of("producer.max.block.ms", "3000"));
    try (var trainer = Trainer.start(config, console::add)) {
      RUNS.awaitLive(trainer);
      RUNS.admin().deleteTopics(List.of(topics.deadLetters())).all().get();
      // When
      kafka.produceRaw(List.of(new ProducerRecord<>(topics.examples(), Records.utf8("bad"))));
      // Then
      trainer.await();
      assertThat(trainer.state()).isEqualTo(Trainer.State.FAILED);
    }
    assertThat(kafka.lastRecord("run").getReason()).contains("deleted.examples.dlq");
  }

  @Test
  @DisplayName("topic made again between runs")
  void shouldRefuseATopicThatWasCreatedAgainBetweenTwoRuns() throws Exception {
    // Given
    var topics = new Topics("between");
    var kafka = RUNS.kafka(topics);
    kafka.produce(Records.examples(100));
    try (var first = RUNS.start(topics, console)) {
      RUNS.awaitPredictions(kafka, topics, 100);
      assertThat(first.failure()).isEmpty();
    }
    RUNS.recreate(topics);
    kafka.produce(Records.examples(150));
    // When
    try (var second = RUNS.start(topics, console)) {
      second.await();
      // Then
      assertThat(second.failure())
          .hasValueSatisfying(e -> assertThat(e).hasMessageContaining("deleted and created again"));
    }
    assertThat(console)
        .anyMatch(line -> line.startsWith("run run failed: between.examples: got a topic with id"));
    assertThat(kafka.raw(topics.predictions())).hasSize(100);
    Run failed = kafka.lastRecord("run");
    assertThat(failed.getState()).isEqualTo(RunState.FAILED);
    assertThat(failed.getReason()).contains("deleted and created again");
    assertThat(failed.getSettings()).containsKey(RunRecord.DIGEST);
  }

  @Test
  @DisplayName("topic made again while running")
  void shouldFailWhenTheTopicIsCreatedAgainWhileRunning() throws Exception {
    // Given
    var topics = new Topics("during");
    var kafka = RUNS.kafka(topics);
    kafka.produce(Records.examples(100));
    try (var trainer = RUNS.start(topics, console)) {
      RUNS.awaitPredictions(kafka, topics, 100);
      // When
      RUNS.recreate(topics);
      // Then
      trainer.await();
      assertThat(trainer.state()).isEqualTo(Trainer.State.FAILED);
    }
    Run failed = kafka.lastRecord("run");
    assertThat(failed.getState()).isEqualTo(RunState.FAILED);
    assertThat(failed.getReason())
        .contains("during.examples: got a topic with id")
        .contains("deleted and created again");
  }

  @Test
  @DisplayName("partitions added")
  void shouldTakeUpAddedPartitionsFromTheirBeginning() throws Exception {
    // Given a run that starts at the end
    var topics = new Topics("added");
    var kafka = RUNS.kafka(topics);
    kafka.produce(Records.examples(5));
    TrainerConfig latest =
        RUNS.config(topics, Map.of()).toBuilder().start(TrainerConfig.Start.LATEST).build();
    try (var first = Trainer.start(latest, console::add)) {
      RUNS.awaitLive(first);
      // When
      RUNS.admin()
          .createPartitions(Map.of(topics.examples(), NewPartitions.increaseTo(3)))
          .all()
          .get();
      kafka.produceTo(1, Records.examples(20));
      // Then
      RUNS.awaitPredictions(kafka, topics, 20);
      assertThat(console).anyMatch(line -> line.contains("partitions.added"));
    }
    String digest = kafka.digest("run");
    // When a partition is added while the run is stopped
    RUNS.admin()
        .createPartitions(Map.of(topics.examples(), NewPartitions.increaseTo(4)))
        .all()
        .get();
    kafka.produceTo(3, Records.examples(10));
    try (var second = Trainer.start(latest, console::add)) {
      RUNS.awaitPredictions(kafka, topics, 30);
      assertThat(second.failure()).isEmpty();
    }
    // Then the journal holds the order
    assertThat(console).noneMatch(line -> line.contains("state.differs"));
    assertThat(kafka.digest("run")).isNotEqualTo(digest);
    assertThat(kafka.read(topics.predictions(), Prediction.class))
        .extracting(Prediction::getPartition)
        .containsOnly(1, 3);
  }

  @Test
  void shouldRaiseAnAlarmWhileATopicLosesRecords() throws Exception {
    // Given
    var topics = new Topics("lossy");
    var kafka = RUNS.kafka(topics);
    RUNS.configure(topics.journal(), "cleanup.policy", "compact");
    kafka.produce(Records.examples(5));
    // When
    try (var trainer = RUNS.start(topics, console)) {
      RUNS.awaitPredictions(kafka, topics, 5);
      // Then
      await()
          .atMost(Kafka.patience())
          .untilAsserted(
              () ->
                  assertThat(console)
                      .contains(
                          "ALARM run run: topics.changed: lossy.journal: got cleanup.policy=compact, expected delete (repair: kafka-configs.sh --bootstrap-server %s --alter --entity-type topics --entity-name lossy.journal --add-config cleanup.policy=delete)"
                              .formatted(RUNS.bootstrapServers())));
      assertThat(trainer.failure()).isEmpty();
    }
  }

  @Test
  void shouldNoticeTopicsThatChangeWhileRunning() throws Exception {
    // Given
    var topics = new Topics("changing");
    RUNS.kafka(topics);
    var board = new AlarmBoard("run", console::add, Clock.systemUTC());
    var alarms = new TopicAlarms(RUNS.config(topics, Map.of()), RUNS.admin(), board);
    alarms.check();
    assertThat(board.raised()).isEmpty();
    // When
    RUNS.configure(topics.examples(), "retention.ms", "60000");
    RUNS.admin()
        .createPartitions(Map.of(topics.windows(), NewPartitions.increaseTo(2)))
        .all()
        .get();
    RUNS.recreate(topics.journal());
    RUNS.admin().deleteTopics(List.of(topics.checkpoints())).all().get();
    // Then
    await()
        .atMost(Kafka.patience())
        .untilAsserted(
            () -> {
              alarms.check();
              assertThat(board.raised())
                  .singleElement()
                  .extracting(Alarm::getText)
                  .asString()
                  .contains(
                      "changing.examples: got retention.ms=60000, expected -1 or at least 86400000",
                      "changing.windows: got 2 partitions, expected 1 as before",
                      "changing.journal: got a topic with id",
                      "changing.checkpoints: got no such topics, expected them to exist",
                      "./lethe topics --create --bootstrap-server");
            });
  }
}
