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
import dev.lethe.trainer.journal.JournalPosition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  /**
   * A run with topics and a store of its own.
   *
   * @param location directory of the store
   */
  private record Case(Topics topics, Kafka kafka, Path location) {
    static Case of(String name) {
      var topics = new Topics(name);
      return new Case(topics, RUNS.kafka(topics), directory.resolve(name));
    }

    /** Returns a run that has consumed the whole stream and was stopped. */
    static Case stopped(String name) {
      Case run = of(name);
      run.kafka.produce(STREAM);
      try (var trainer = Trainer.start(run.config())) {
        RUNS.awaitPredictions(run.kafka, run.topics, 180);
        assertThat(trainer.failure()).isEmpty();
      }
      return run;
    }

    TrainerConfig config() {
      return Configs.checkpointed(RUNS.config(topics, Map.of()), location, 2, 3, 2);
    }
  }

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
    Case run = Case.stopped("storeless");
    Path moved = Files.move(run.location(), directory.resolve("moved"));
    Files.writeString(run.location(), "not a directory");
    // When
    try (var trainer = Trainer.start(run.config())) {
      // Then
      await()
          .atMost(Kafka.patience())
          .untilAsserted(
              () -> {
                Run newest = run.kafka().lastRecord("run");
                assertThat(newest.getState()).isEqualTo(RunState.RECOVERING);
                assertThat(newest.getReason()).contains("checkpoints", run.location().toString());
              });
      // and when the store is back
      Files.delete(run.location());
      Files.move(moved, run.location());
      RUNS.awaitLive(trainer);
    }
    assertThat(run.kafka().lastRecord("run").getState()).isEqualTo(RunState.STOPPED);
  }

  @Test
  void shouldAlarmWhileCheckpointsCannotBeWritten() throws Exception {
    // Given
    Case run = Case.of("unwritten");
    var console = new CopyOnWriteArrayList<String>();
    try (var trainer = Trainer.start(run.config(), console::add)) {
      RUNS.awaitLive(trainer);
      // When there is a file in the place of the store
      Files.deleteIfExists(run.location().resolve("run"));
      Files.deleteIfExists(run.location());
      Files.writeString(run.location(), "not a directory");
      run.kafka().produce(STREAM.subList(0, 100));
      // Then
      await()
          .atMost(Kafka.patience())
          .until(
              () -> RUNS.newestAlarms(run.kafka(), run.topics()).containsKey("checkpoint.failed"));
      assertThat(trainer.state()).isEqualTo(Trainer.State.LIVE);
      // and when it is gone
      Files.delete(run.location());
      run.kafka().produce(STREAM.subList(100, 201));
      await()
          .atMost(Kafka.patience())
          .until(
              () -> !RUNS.newestAlarms(run.kafka(), run.topics()).containsKey("checkpoint.failed"));
      assertThat(trainer.failure()).isEmpty();
    }
    assertThat(run.kafka().read(run.topics().checkpoints(), Checkpoint.class)).isNotEmpty();
  }

  @Test
  void shouldAnnounceACheckpointThatWasWrittenButNotAnnounced() throws Exception {
    // Given a run whose announcements are lost
    Case run = Case.stopped("unannounced");
    List<ProducerRecord<byte[], byte[]>> tombstones =
        run.kafka().raw(run.topics().checkpoints()).stream()
            .map(ConsumerRecord::key)
            .map(key -> new ProducerRecord<byte[], byte[]>(run.topics().checkpoints(), key, null))
            .toList();
    assertThat(tombstones).isNotEmpty();
    run.kafka().produceRaw(tombstones);
    int before = run.kafka().read(run.topics().checkpoints(), Checkpoint.class).size();
    // When
    try (var trainer = Trainer.start(run.config())) {
      RUNS.awaitLive(trainer);
      await()
          .atMost(Kafka.patience())
          .until(
              () -> run.kafka().read(run.topics().checkpoints(), Checkpoint.class).size() > before);
    }
    // Then
    long stored;
    try (var files = Files.walk(run.location())) {
      stored = files.filter(Files::isRegularFile).count();
    }
    List<Checkpoint> all = run.kafka().read(run.topics().checkpoints(), Checkpoint.class);
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
    Case run = Case.stopped("hanging");
    try (var killed = hanging(run.topics(), run.kafka().lastRecord("run"))) {
      // When, Then: it is live long before the transaction times out
      try (var trainer = Trainer.start(run.config())) {
        RUNS.awaitLive(trainer);
      }
      killed.close(Duration.ZERO);
    }
    assertThat(run.kafka().lastRecord("run").getState()).isEqualTo(RunState.STOPPED);
  }

  @Test
  void shouldSayThatItWaitsForATransactionInItsJournalAndGoOn() throws Exception {
    // Given a stopped run, and an open transaction of somebody else in its journal
    Case run = Case.stopped("waiting");
    String journal = run.topics().journal();
    try (var other = producer("somebody-else")) {
      var sent = other.send(new ProducerRecord<>(journal, Records.utf8("other"), new byte[] {1}));
      other.flush();
      String start = journal + " --partition 0 --start-offset " + sent.get().offset();
      // When
      try (var trainer = Trainer.start(run.config())) {
        // Then
        await()
            .atMost(Kafka.patience())
            .untilAsserted(
                () -> {
                  Run newest = run.kafka().lastRecord("run");
                  assertThat(newest.getState()).isEqualTo(RunState.RECOVERING);
                  assertThat(newest.getReason()).contains("a transaction of producer id", start);
                });
        // and when it has ended
        other.abortTransaction();
        RUNS.awaitLive(trainer);
      }
    }
    assertThat(run.kafka().lastRecord("run").getState()).isEqualTo(RunState.STOPPED);
  }

  @Test
  void shouldStopWhileItWaitsForATransaction() throws Exception {
    // Given
    Case run = Case.stopped("impatient");
    try (var other = producer("somebody-waits")) {
      var sent =
          other.send(
              new ProducerRecord<>(run.topics().journal(), Records.utf8("other"), new byte[] {1}));
      other.flush();
      assertThat(sent.get().offset()).isPositive();
      var trainer = Trainer.start(run.config());
      await()
          .atMost(Kafka.patience())
          .until(() -> run.kafka().lastRecord("run").getState() == RunState.RECOVERING);
      // When
      var closing = new Thread(trainer::close, "closing");
      closing.start();
      // Then
      await().atMost(Kafka.patience()).until(() -> !closing.isAlive());
      assertThat(trainer.state()).isEqualTo(Trainer.State.STOPPED);
      other.abortTransaction();
    }
  }

  @Test
  void shouldKnowJournalEntriesThatWereAbortedAfterACheckpoint() throws Exception {
    // Given a committed entry, an aborted one and another committed one
    Case run = Case.of("aborted");
    String topic = run.topics().journal();
    var offsets = new ArrayList<Long>();
    try (var producer = producer("of-entries")) {
      for (boolean committed : List.of(true, false, true)) {
        var sent = producer.send(new ProducerRecord<>(topic, Records.utf8("run"), new byte[] {1}));
        producer.flush();
        offsets.add(sent.get().offset());
        if (committed) {
          producer.commitTransaction();
        } else {
          producer.abortTransaction();
        }
        producer.beginTransaction();
      }
    }
    // When
    var journal = new CommittedJournal(run.config(), new KafkaClients(run.config()));
    // Then
    assertThat(journal.contains(JournalPosition.BEGINNING)).isTrue();
    assertThat(offsets)
        .extracting(offset -> journal.contains(new JournalPosition(1, 0, offset + 1)))
        .containsExactly(true, false, true);
    // and what has expired is not missing
    run.kafka().deleteBefore(topic, 0, offsets.get(2));
    assertThat(journal.contains(new JournalPosition(1, 0, offsets.get(1) + 1))).isTrue();
  }

  @Test
  void shouldNotFenceALiveRunIfTheSettingsAreWrong() throws Exception {
    // Given a trainer that is about to become live, with another seed
    Case run = Case.stopped("about");
    Run stopped = run.kafka().lastRecord("run");
    Run live = Run.newBuilder(stopped).setSeed(7).build();
    try (var other = hanging(run.topics(), live)) {
      var runs =
          new PublishedRun(
              run.config(),
              new KafkaClients(run.config()),
              serdes(run.topics()).deserializer(Run.class));
      // When, Then
      assertThat(runs.isHeldBackAsIn(stopped)).isFalse();
      other.commitTransaction();
      assertThat(runs.isHeldBackAsIn(live)).isFalse();
    }
    assertThat(run.kafka().lastRecord("run").getSeed()).isEqualTo(7);
  }

  /** Returns a producer with the run's transactional id, whose open transaction has this record. */
  private static KafkaProducer<byte[], byte[]> hanging(Topics topics, Run record) {
    var producer = producer(RUNS.config(topics, Map.of()).clientId());
    byte[] value = serdes(topics).<Run>serializer().serialize(topics.runs(), record);
    var unused = producer.send(new ProducerRecord<>(topics.runs(), Records.utf8("run"), value));
    producer.flush();
    return producer;
  }

  /** Returns a producer with an open transaction. */
  private static KafkaProducer<byte[], byte[]> producer(String transactionalId) {
    var producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                RUNS.bootstrapServers(),
                "transactional.id",
                transactionalId,
                "transaction.timeout.ms",
                "800000"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
    producer.beginTransaction();
    return producer;
  }

  private static AvroSerdes serdes(Topics topics) {
    String url = RUNS.config(topics, Map.of()).schemaRegistryUrl();
    return new AvroSerdes(new ConfluentSchemaRegistry(url, Map.of()), true);
  }
}
