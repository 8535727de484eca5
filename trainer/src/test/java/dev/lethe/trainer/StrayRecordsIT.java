package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.schemas.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Foreign and deleted records in the topics of runs and journals. */
class StrayRecordsIT {
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
  @DisplayName("stray records in our own topics")
  void shouldIgnoreForeignRecordsInRunsAndJournal() throws Exception {
    // Given
    var topics = new Topics("stray");
    var kafka = RUNS.kafka(topics);
    List<ProducerRecord<byte[], byte[]>> strays = new ArrayList<>();
    for (String topic : List.of(topics.runs(), topics.journal())) {
      strays.add(new ProducerRecord<>(topic, Records.utf8("other"), Records.utf8("{}")));
      strays.add(new ProducerRecord<>(topic, Records.utf8("other"), null));
    }
    kafka.produceRaw(strays);
    kafka.produceRaw(List.of(new ProducerRecord<>(topics.journal(), Records.utf8("{}"))));
    kafka.produce(Records.examples(3));
    // When
    try (var trainer = RUNS.start(topics, console)) {
      RUNS.awaitPredictions(kafka, topics, 3);
      assertThat(trainer.failure()).isEmpty();
    }
    // Then it starts again
    kafka.produce(Records.examples(2));
    try (var trainer = RUNS.start(topics, console)) {
      RUNS.awaitPredictions(kafka, topics, 5);
      assertThat(trainer.failure()).isEmpty();
    }
  }

  @Test
  @DisplayName("stray records in our own topics")
  void shouldRefuseAJournalWithAForeignRecordOfTheRun() throws Exception {
    // Given
    var topics = new Topics("spoiled");
    var kafka = RUNS.kafka(topics);
    kafka.produceRaw(
        List.of(new ProducerRecord<>(topics.journal(), Records.utf8("run"), Records.utf8("{}"))));
    // When
    try (var trainer = RUNS.start(topics, console)) {
      trainer.await();
      // Then
      assertThat(trainer.state()).isEqualTo(Trainer.State.FAILED);
    }
    assertThat(kafka.lastRecord("run").getReason())
        .contains(
            "spoiled.journal-0, offset 0: got a record of run 'run' that is not a journal entry");
  }

  @Test
  void shouldRefuseAJournalWhoseEntriesWereDeleted() throws Exception {
    // Given
    var topics = new Topics("emptied");
    var kafka = RUNS.kafka(topics);
    kafka.produce(Records.examples(3));
    try (var first = RUNS.start(topics, console)) {
      RUNS.awaitPredictions(kafka, topics, 3);
      assertThat(first.failure()).isEmpty();
    }
    RUNS.admin().deleteConsumerGroups(List.of("emptied-run-run")).all().get();
    RUNS.admin()
        .deleteRecords(
            Map.of(new TopicPartition(topics.journal(), 0), RecordsToDelete.beforeOffset(-1)))
        .all()
        .get();
    // When
    try (var second = RUNS.start(topics, console)) {
      second.await();
    }
    // Then
    assertThat(kafka.lastRecord("run").getReason()).contains("got 0 entries, expected");
    assertThat(kafka.raw(topics.predictions())).hasSize(3);
  }
}
