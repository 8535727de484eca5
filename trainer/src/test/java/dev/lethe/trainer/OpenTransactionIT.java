package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Topics;
import dev.lethe.trainer.journal.JournalPosition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of the table of operations.md that need an open or aborted transaction. */
class OpenTransactionIT {
  private static final LiveRuns RUNS = new LiveRuns();

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
  void shouldNotWaitForATransactionOfItsOwnThatHangs() throws Exception {
    // Given a trainer that was killed in the transaction in which it became live
    CheckpointedRun run = CheckpointedRun.stopped(RUNS, "hanging", directory);
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
    CheckpointedRun run = CheckpointedRun.stopped(RUNS, "waiting", directory);
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
    CheckpointedRun run = CheckpointedRun.stopped(RUNS, "impatient", directory);
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
    CheckpointedRun run = CheckpointedRun.of(RUNS, "aborted", directory);
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
    var clients = new KafkaClients(run.config());
    try (var admin = clients.admin();
        var scans = clients.scans(admin)) {
      var journal = new CommittedJournal(run.config(), scans);
      // Then
      assertThat(journal.contains(JournalPosition.BEGINNING)).isTrue();
      assertThat(offsets)
          .extracting(offset -> journal.contains(new JournalPosition(1, 0, offset + 1)))
          .containsExactly(true, false, true);
      // and what has expired is not missing
      run.kafka().deleteBefore(topic, 0, offsets.get(2));
      assertThat(journal.contains(new JournalPosition(1, 0, offsets.get(1) + 1))).isTrue();
    }
  }

  @Test
  void shouldNotFenceALiveRunIfTheSettingsAreWrong() throws Exception {
    // Given a trainer that is about to become live, with another seed
    CheckpointedRun run = CheckpointedRun.stopped(RUNS, "about", directory);
    Run stopped = run.kafka().lastRecord("run");
    Run live = Run.newBuilder(stopped).setSeed(7).build();
    var clients = new KafkaClients(run.config());
    try (var other = hanging(run.topics(), live);
        var admin = clients.admin();
        var scans = clients.scans(admin)) {
      var runs =
          new PublishedRun(run.config(), scans, serdes(run.topics()).deserializer(Run.class));
      // When, Then
      assertThat(runs.isHeldBackAsIn(stopped, clients, scans)).isFalse();
      other.commitTransaction();
      assertThat(runs.isHeldBackAsIn(live, clients, scans)).isFalse();
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
