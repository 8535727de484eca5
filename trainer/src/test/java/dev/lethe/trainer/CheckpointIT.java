package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.Checkpoint;
import dev.lethe.schemas.CheckpointState;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.Health;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import dev.lethe.trainer.checkpoint.CheckpointFile;
import dev.lethe.trainer.checkpoint.CheckpointHeader;
import dev.lethe.trainer.checkpoint.CheckpointName;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import dev.lethe.trainer.checkpoint.CheckpointStore;
import dev.lethe.trainer.checkpoint.CheckpointStores;
import dev.lethe.trainer.journal.JournalReader.JournalBrokenException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that recover from checkpoints. */
class CheckpointIT {
  private static final String ER = "er(memory=50,batch=5)+sgd(lr=0.1)";

  /** 2 x 500 examples, 900 of them for training. */
  private static final List<Example> STREAM = Kafka.twoTasks(500, 7);

  @TempDir static Path directory;
  private static LocalStack stack;

  @BeforeAll
  static void startStack() {
    stack = LocalStack.start(StackConfig.ephemeral(directory.resolve("stack")), line -> {});
  }

  @AfterAll
  static void stopStack() {
    stack.close();
  }

  @Test
  void shouldBeTheSameBitForBitAfterKillsAndExpiredRecords() throws Exception {
    // Given a slow stream and a checkpoint every 5 steps
    var topics = new Topics("expired");
    var kafka = new Kafka(stack, topics);
    kafka.createTopics(1);
    var trickle = new Thread(() -> kafka.trickle(STREAM, 15), "trickle");
    trickle.start();
    // When the run is killed three times, and everything before its newest checkpoint expires
    for (int life = 1; life <= 3; life++) {
      Process process = TrainerProcess.start(stack, topics.prefix(), "expired", ER, checkpoints());
      int expected = 200 * life;
      await()
          .atMost(Kafka.patience())
          .until(() -> kafka.count(topics.predictions(), "expired") >= expected);
      process.destroyForcibly().waitFor();
      CheckpointHeader newest = newest("expired");
      assertThat(newest.step()).isGreaterThan(15L * life - 10);
      kafka.deleteBefore(topics.examples(), 0, newest.positions().input().get(0));
      kafka.deleteBefore(topics.journal(), 0, newest.positions().journalOffset());
    }
    Process last = TrainerProcess.start(stack, topics.prefix(), "expired", ER, checkpoints());
    await().atMost(Kafka.patience()).until(() -> kafka.count(topics.windows(), "expired") == 4);
    last.getOutputStream().close();
    assertThat(last.waitFor()).isZero();
    trickle.join();
    // and a twin without checkpoints reads the same stream at once, undisturbed
    var whole = new Topics("whole");
    var twin = new Kafka(stack, whole);
    twin.createTopics(1);
    twin.produce(STREAM);
    try (var undisturbed = Trainer.start(Configs.in(whole, config("whole", ER)))) {
      await().atMost(Kafka.patience()).until(() -> twin.count(whole.windows(), "whole") == 4);
      assertThat(undisturbed.failure()).isEmpty();
    }
    // Then
    assertThat(kafka.predictions("expired")).hasSize(900).isEqualTo(twin.predictions("whole"));
    assertThat(kafka.read(topics.evaluations(), Evaluation.class, "expired"))
        .extracting(Evaluation::getResults)
        .isEqualTo(
            twin.read(whole.evaluations(), Evaluation.class, "whole").stream()
                .map(Evaluation::getResults)
                .toList());
    assertThat(kafka.digest("expired")).isNotBlank().isEqualTo(twin.digest("whole"));
    List<Checkpoint> published = kafka.read(topics.checkpoints(), Checkpoint.class);
    assertThat(published)
        .filteredOn(record -> record.getState() == CheckpointState.WRITTEN)
        .extracting(Checkpoint::getEntries)
        .doesNotHaveDuplicates()
        .hasSizeGreaterThan(3);
    assertThat(published)
        .filteredOn(record -> record.getState() == CheckpointState.DELETED)
        .isNotEmpty();
    CheckpointHeader end = newest("expired");
    // An idle run may have taken it before it stopped.
    assertThat(Long.toString(end.name().entries()))
        .isEqualTo(kafka.lastRecord("expired").getSettings().get(RunRecord.ENTRIES));
    assertThat(end.digest()).isEqualTo(twin.digest("whole"));
  }

  @Test
  void shouldSkipADamagedCheckpointWithAnAlarm() throws Exception {
    // Given
    var topics = new Topics("damaged");
    var kafka = new Kafka(stack, topics);
    kafka.createTopics(1);
    kafka.produce(STREAM);
    try (var first = start(topics, "damaged")) {
      await().atMost(Kafka.patience()).until(() -> kafka.count(topics.windows(), "damaged") == 4);
      assertThat(first.failure()).isEmpty();
    }
    String stopped = kafka.digest("damaged");
    Path file = Path.of(location()).resolve(newest("damaged").name().toString());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    // When
    var console = new java.util.concurrent.CopyOnWriteArrayList<String>();
    try (var second =
        Trainer.start(Configs.in(topics, checkpointed(config("damaged", ER))), console::add)) {
      await().atMost(Kafka.patience()).until(() -> second.state() == Trainer.State.LIVE);
    }
    // Then
    assertThat(console).anySatisfy(line -> assertThat(line).contains("checkpoint.skipped"));
    assertThat(kafka.digest("damaged")).isEqualTo(stopped);
    assertThat(kafka.lastRecord("damaged").getState()).isEqualTo(RunState.STOPPED);
  }

  @Test
  void shouldVerifyCheckpointsInTheBackground() throws Exception {
    // Given
    var topics = new Topics("verified");
    var kafka = new Kafka(stack, topics);
    kafka.createTopics(1);
    TrainerConfig config =
        Configs.in(topics, config("verified", ER)).toBuilder()
            .checkpoints(
                Optional.of(
                    new CheckpointSettings(
                        location(), Map.of(), Duration.ofSeconds(10), 5, 3, 2, 1)))
            .build();
    // When
    try (var trainer = Trainer.start(config)) {
      kafka.trickle(STREAM.subList(0, 300), 10);
      // Then
      await()
          .atMost(Kafka.patience())
          .until(
              () ->
                  kafka.read(topics.checkpoints(), Checkpoint.class).stream()
                      .anyMatch(record -> record.getState() == CheckpointState.VERIFIED));
      assertThat(trainer.failure()).isEmpty();
    }
    assertThat(kafka.read(topics.checkpoints(), Checkpoint.class))
        .extracting(Checkpoint::getState)
        .doesNotContain(CheckpointState.DAMAGED);
    List<Health> health = kafka.read(topics.health(), Health.class, "verified");
    assertThat(health.get(health.size() - 1).getMetrics().get("checkpoints.verified")).isPositive();
  }

  @Test
  void shouldSayWhatIsMissingIfTheJournalExpiredAfterTheCheckpoint() throws Exception {
    // Given
    var topics = new Topics("gone");
    var kafka = new Kafka(stack, topics);
    kafka.createTopics(1);
    kafka.produce(STREAM.subList(0, 500));
    try (var first = start(topics, "gone")) {
      await()
          .atMost(Kafka.patience())
          .until(() -> kafka.count(topics.predictions(), "gone") == 450);
      assertThat(first.failure()).isEmpty();
    }
    CheckpointHeader last = newest("gone");
    // When the run goes on without checkpoints, and the journal expires
    kafka.produce(STREAM.subList(500, 1001));
    try (var second = Trainer.start(Configs.in(topics, config("gone", ER)))) {
      await().atMost(Kafka.patience()).until(() -> kafka.count(topics.windows(), "gone") == 4);
      assertThat(second.failure()).isEmpty();
    }
    kafka.deleteBefore(topics.journal(), 0, last.positions().journalOffset() + 2);
    // Then
    requireFailure(topics, "gone");
    // and also if all entries after the checkpoint expired, so that no gap is left
    kafka.deleteBefore(topics.journal(), 0, -1);
    requireFailure(topics, "gone");
    // and if it may skip, it goes on with the next record, and says what it has skipped
    var console = new java.util.concurrent.CopyOnWriteArrayList<String>();
    TrainerConfig skipping =
        Configs.in(topics, checkpointed(config("gone", ER))).toBuilder()
            .onMissing(TrainerConfig.OnMissing.SKIP)
            .build();
    try (var fourth = Trainer.start(skipping, console::add)) {
      await().atMost(Kafka.patience()).until(() -> fourth.state() == Trainer.State.LIVE);
      kafka.produce(STREAM.subList(0, 100));
      await()
          .atMost(Kafka.patience())
          .until(() -> kafka.count(topics.predictions(), "gone") == 990);
      assertThat(fourth.failure()).isEmpty();
    }
    assertThat(console).anySatisfy(line -> assertThat(line).contains("records.skipped"));
    assertThat(kafka.lastRecord("gone").getSettings()).containsEntry("skipped", "0:500-1001");
    assertThat(kafka.read(topics.predictions(), Prediction.class))
        .extracting(Prediction::getOffset)
        .doesNotHaveDuplicates();
    // and later recoveries do not meet the gap
    try (var fifth = start(topics, "gone")) {
      await().atMost(Kafka.patience()).until(() -> fifth.state() == Trainer.State.LIVE);
    }
  }

  private static void requireFailure(Topics topics, String run) {
    try (var trainer = start(topics, run)) {
      await().atMost(Kafka.patience()).until(() -> trainer.state() == Trainer.State.FAILED);
      assertThat(trainer.failure().orElseThrow())
          .isInstanceOf(JournalBrokenException.class)
          .hasMessageContaining("journal")
          .hasMessageContaining("expected");
    }
  }

  private static Trainer start(Topics topics, String run) {
    return Trainer.start(Configs.in(topics, checkpointed(config(run, ER))));
  }

  private static TrainerConfig checkpointed(TrainerConfig config) {
    return config.toBuilder().checkpoints(checkpoints()).build();
  }

  private static Optional<CheckpointSettings> checkpoints() {
    return Optional.of(
        new CheckpointSettings(location(), Map.of(), Duration.ofSeconds(10), 5, 3, 2, 0));
  }

  private static String location() {
    return directory.resolve("checkpoints").toString();
  }

  private static CheckpointHeader newest(String run) throws Exception {
    try (CheckpointStore store = CheckpointStores.open(location(), Map.of())) {
      List<CheckpointName> names = store.list(run);
      try (InputStream in = store.open(names.get(names.size() - 1))) {
        return CheckpointFile.readHeader(in);
      }
    }
  }

  private static TrainerConfig config(String run, String method) {
    return Configs.of(run, method, stack.bootstrapServers(), stack.registryUrl(), Map.of());
  }
}
