package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Checkpoint;
import dev.lethe.schemas.CheckpointState;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Topics;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of the table of operations.md that need a store or a transaction in a bad state. */
class RecoveryCasesIT {
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
  void shouldWaitForAStoreThatDoesNotAnswerAtTheStart() throws Exception {
    // Given a stopped run, and a file in the place of its store
    var topics = new Topics("storeless");
    var kafka = RUNS.kafka(topics);
    Path location = directory.resolve("storeless");
    runThrough(kafka, topics, location);
    Path moved = Files.move(location, directory.resolve("moved"));
    Files.writeString(location, "not a directory");
    // When
    try (var trainer = Trainer.start(config(topics, location))) {
      // Then
      await()
          .atMost(Kafka.patience())
          .untilAsserted(
              () -> {
                Run newest = kafka.lastRecord("run");
                assertThat(newest.getState()).isEqualTo(RunState.RECOVERING);
                assertThat(newest.getReason()).contains("checkpoints", location.toString());
              });
      // and when the store is back
      Files.delete(location);
      Files.move(moved, location);
      RUNS.awaitLive(trainer);
    }
    assertThat(kafka.lastRecord("run").getState()).isEqualTo(RunState.STOPPED);
  }

  @Test
  void shouldAlarmWhileCheckpointsCannotBeWritten() throws Exception {
    // Given
    var topics = new Topics("unwritten");
    var kafka = RUNS.kafka(topics);
    Path location = directory.resolve("unwritten");
    var console = new CopyOnWriteArrayList<String>();
    try (var trainer = Trainer.start(config(topics, location), console::add)) {
      RUNS.awaitLive(trainer);
      // When there is a file in the place of the store
      Files.deleteIfExists(location.resolve("run"));
      Files.deleteIfExists(location);
      Files.writeString(location, "not a directory");
      kafka.produce(STREAM.subList(0, 100));
      // Then
      await()
          .atMost(Kafka.patience())
          .until(() -> RUNS.newestAlarms(kafka, topics).containsKey("checkpoint.failed"));
      assertThat(trainer.state()).isEqualTo(Trainer.State.LIVE);
      // and when it is gone
      Files.delete(location);
      kafka.produce(STREAM.subList(100, 201));
      await()
          .atMost(Kafka.patience())
          .until(() -> !RUNS.newestAlarms(kafka, topics).containsKey("checkpoint.failed"));
      assertThat(trainer.failure()).isEmpty();
    }
    assertThat(kafka.read(topics.checkpoints(), Checkpoint.class)).isNotEmpty();
  }

  @Test
  void shouldAnnounceACheckpointThatWasWrittenButNotAnnounced() throws Exception {
    // Given a run whose announcements are lost
    var topics = new Topics("unannounced");
    var kafka = RUNS.kafka(topics);
    Path location = directory.resolve("unannounced");
    runThrough(kafka, topics, location);
    List<ProducerRecord<byte[], byte[]>> tombstones =
        kafka.raw(topics.checkpoints()).stream()
            .map(ConsumerRecord::key)
            .map(key -> new ProducerRecord<byte[], byte[]>(topics.checkpoints(), key, null))
            .toList();
    assertThat(tombstones).isNotEmpty();
    kafka.produceRaw(tombstones);
    int before = kafka.read(topics.checkpoints(), Checkpoint.class).size();
    // When
    try (var trainer = Trainer.start(config(topics, location))) {
      RUNS.awaitLive(trainer);
      await()
          .atMost(Kafka.patience())
          .until(() -> kafka.read(topics.checkpoints(), Checkpoint.class).size() > before);
    }
    // Then
    long stored;
    try (var files = Files.walk(location)) {
      stored = files.filter(Files::isRegularFile).count();
    }
    List<Checkpoint> all = kafka.read(topics.checkpoints(), Checkpoint.class);
    assertThat(all.subList(before, all.size()))
        .hasSize((int) stored)
        .allSatisfy(
            record -> {
              assertThat(record.getState()).isEqualTo(CheckpointState.WRITTEN);
              assertThat(record.getSize()).isPositive();
            });
  }

  @Test
  void shouldNotWaitForATransactionOfItsOwnThatHangs() throws Exception {
    // Given a trainer that was killed in the transaction in which it became live
    var topics = new Topics("hanging");
    var kafka = RUNS.kafka(topics);
    Path location = directory.resolve("hanging");
    runThrough(kafka, topics, location);
    try (var killed = hanging(topics, kafka.lastRecord("run"))) {
      // When, Then: it is live long before the transaction times out
      try (var trainer = Trainer.start(config(topics, location))) {
        RUNS.awaitLive(trainer);
      }
      killed.close(Duration.ZERO);
    }
    assertThat(kafka.lastRecord("run").getState()).isEqualTo(RunState.STOPPED);
  }

  @Test
  void shouldNotFenceALiveRunIfTheSettingsAreWrong() throws Exception {
    // Given a trainer that is about to become live, with another seed
    var topics = new Topics("about");
    var kafka = RUNS.kafka(topics);
    Path location = directory.resolve("about");
    runThrough(kafka, topics, location);
    Run stopped = kafka.lastRecord("run");
    Run live = Run.newBuilder(stopped).setSeed(7).build();
    try (var other = hanging(topics, live)) {
      var runs =
          new PublishedRun(
              config(topics, location),
              new KafkaClients(config(topics, location)),
              serdes(topics).deserializer(Run.class));
      // When, Then
      assertThat(runs.isHeldBackAsIn(stopped)).isFalse();
      other.commitTransaction();
      assertThat(runs.isHeldBackAsIn(live)).isFalse();
    }
    assertThat(kafka.lastRecord("run").getSeed()).isEqualTo(7);
  }

  /** Returns a producer with the run's transactional id, whose open transaction has this record. */
  private static KafkaProducer<byte[], byte[]> hanging(Topics topics, Run record) {
    var producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                RUNS.bootstrapServers(),
                "transactional.id",
                RUNS.config(topics, Map.of()).clientId(),
                "transaction.timeout.ms",
                "800000"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
    producer.beginTransaction();
    byte[] value = serdes(topics).<Run>serializer().serialize(topics.runs(), record);
    var unused = producer.send(new ProducerRecord<>(topics.runs(), Records.utf8("run"), value));
    producer.flush();
    return producer;
  }

  private static AvroSerdes serdes(Topics topics) {
    String url = RUNS.config(topics, Map.of()).schemaRegistryUrl();
    return new AvroSerdes(new ConfluentSchemaRegistry(url, Map.of()), true);
  }

  private static void runThrough(Kafka kafka, Topics topics, Path location) {
    kafka.produce(STREAM);
    try (var trainer = Trainer.start(config(topics, location))) {
      RUNS.awaitPredictions(kafka, topics, 180);
      assertThat(trainer.failure()).isEmpty();
    }
  }

  private static TrainerConfig config(Topics topics, Path location) {
    return RUNS.config(topics, Map.of()).toBuilder()
        .checkpoints(
            Optional.of(
                new CheckpointSettings(
                    location.toString(), Map.of(), Duration.ofSeconds(10), 2, 3, 2, 0)))
        .build();
  }
}
