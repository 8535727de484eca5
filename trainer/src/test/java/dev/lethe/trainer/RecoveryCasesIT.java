package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.Checkpoint;
import dev.lethe.schemas.CheckpointState;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of the table of operations.md that need a store in a bad state. */
class RecoveryCasesIT {
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
  void shouldWaitForAStoreThatDoesNotAnswerAtTheStart() throws Exception {
    // Given a stopped run, and a file in the place of its store
    CheckpointedRun run = CheckpointedRun.stopped(RUNS, "storeless", directory);
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
    CheckpointedRun run = CheckpointedRun.of(RUNS, "unwritten", directory);
    var console = new CopyOnWriteArrayList<String>();
    try (var trainer = Trainer.start(run.config(), console::add)) {
      RUNS.awaitLive(trainer);
      // When there is a file in the place of the store
      Files.deleteIfExists(run.location().resolve("run"));
      Files.deleteIfExists(run.location());
      Files.writeString(run.location(), "not a directory");
      run.kafka().produce(CheckpointedRun.STREAM.subList(0, 100));
      // Then
      await()
          .atMost(Kafka.patience())
          .until(
              () -> RUNS.newestAlarms(run.kafka(), run.topics()).containsKey("checkpoint.failed"));
      assertThat(trainer.state()).isEqualTo(Trainer.State.LIVE);
      // and when it is gone
      Files.delete(run.location());
      run.kafka().produce(CheckpointedRun.STREAM.subList(100, 201));
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
    CheckpointedRun run = CheckpointedRun.stopped(RUNS, "unannounced", directory);
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
}
