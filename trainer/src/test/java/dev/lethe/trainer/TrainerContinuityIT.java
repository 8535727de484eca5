package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that continue after a kill, a recovery, a takeover or another start. */
class TrainerContinuityIT {
  private static final String ER = "er(memory=50,batch=5)+sgd(lr=0.1)";

  /** 2 x 500 examples, 900 of them for training. */
  private static final List<Example> STREAM = Kafka.twoTasks(500, 7);

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
  void shouldBeTheSameBitForBitAfterBeingKilled() throws Exception {
    // Given a slow stream, so that a run is killed in the middle of a step
    var topics = new Topics("killed");
    var killed = new Kafka(stack, topics);
    killed.createTopics(1);
    var trickle = new Thread(() -> killed.trickle(STREAM, 15), "trickle");
    trickle.start();
    // When a run is killed three times at arbitrary moments
    for (int life = 1; life <= 3; life++) {
      Process process = child(topics, "killed");
      int expected = 200 * life;
      await()
          .atMost(Kafka.patience())
          .until(() -> killed.count(topics.predictions(), "killed") >= expected);
      process.destroyForcibly().waitFor();
    }
    Process last = child(topics, "killed");
    await().atMost(Kafka.patience()).until(() -> killed.count(topics.windows(), "killed") == 4);
    last.getOutputStream().close();
    assertThat(last.waitFor()).isZero();
    trickle.join();
    // and another run is never disturbed and reads everything at once
    try (var undisturbed = Trainer.start(in(topics, config("undisturbed", ER)))) {
      await()
          .atMost(Kafka.patience())
          .until(() -> killed.count(topics.windows(), "undisturbed") == 4);
      assertThat(undisturbed.failure()).isEmpty();
    }
    // Then
    assertThat(killed.predictions("killed"))
        .hasSize(900)
        .isEqualTo(killed.predictions("undisturbed"));
    assertThat(killed.read(topics.evaluations(), Evaluation.class, "killed"))
        .extracting(Evaluation::getResults)
        .allSatisfy(
            results ->
                assertThat(results).allSatisfy(result -> assertThat(result.getHits()).isNotNull()))
        .isEqualTo(
            killed.read(topics.evaluations(), Evaluation.class, "undisturbed").stream()
                .map(Evaluation::getResults)
                .toList());
    assertThat(killed.digest("killed")).isNotBlank().isEqualTo(killed.digest("undisturbed"));
  }

  @Test
  void shouldFenceTheFirstOfTwoTrainersOfOneRun() throws Exception {
    // Given
    var topics = new Topics("fenced");
    var fenced = new Kafka(stack, topics);
    fenced.createTopics(1);
    try (var first = Trainer.start(in(topics, config("fenced", "naive")))) {
      await().atMost(Kafka.patience()).until(() -> first.state() == Trainer.State.LIVE);
      // When
      try (var second = Trainer.start(in(topics, config("fenced", "naive")))) {
        await().atMost(Kafka.patience()).until(() -> second.state() == Trainer.State.LIVE);
        fenced.produce(Kafka.twoTasks(100, 1));
        // Then
        await().atMost(Kafka.patience()).until(() -> first.state() == Trainer.State.FAILED);
        await()
            .atMost(Kafka.patience())
            .untilAsserted(
                () ->
                    assertThat(fenced.read(topics.predictions(), Prediction.class))
                        .hasSize(180)
                        .extracting(Prediction::getOffset)
                        .doesNotHaveDuplicates());
        assertThat(second.state()).isEqualTo(Trainer.State.LIVE);
      }
    }
  }

  @Test
  void shouldKeepTheOrderOfSeveralPartitionsThroughARecovery() throws Exception {
    // Given
    var topics = new Topics("wide");
    var wide = new Kafka(stack, topics);
    wide.createTopics(3);
    wide.produce(Kafka.twoTasks(300, 5));
    try (var first = Trainer.start(in(topics, config("wide", ER)))) {
      await()
          .atMost(Kafka.patience())
          .untilAsserted(
              () -> assertThat(wide.read(topics.predictions(), Prediction.class)).hasSize(540));
      assertThat(first.failure()).isEmpty();
    }
    String stopped = wide.digest("wide");
    // When it comes back, replays its journal and stops again
    try (var second = Trainer.start(in(topics, config("wide", ER)))) {
      await().atMost(Kafka.patience()).until(() -> second.state() == Trainer.State.LIVE);
    }
    // Then
    assertThat(wide.digest("wide")).isNotBlank().isEqualTo(stopped);
    assertThat(wide.read(topics.predictions(), Prediction.class)).hasSize(540);
  }

  @Test
  void shouldRefuseToContinueARunWithOtherSettings() throws Exception {
    // Given
    var topics = new Topics("refused");
    var refused = new Kafka(stack, topics);
    refused.createTopics(1);
    refused.produce(STREAM);
    try (var first = Trainer.start(in(topics, config("refused", "naive")))) {
      await()
          .atMost(Kafka.patience())
          .until(() -> refused.count(topics.predictions(), "refused") == 900);
      assertThat(first.failure()).isEmpty();
    }
    // When
    try (var second = Trainer.start(in(topics, config("refused", ER)))) {
      await().atMost(Kafka.patience()).until(() -> second.state() == Trainer.State.FAILED);
      // Then
      assertThat(second.failure())
          .hasValueSatisfying(e -> assertThat(e).hasMessageContaining("method: got 'er("));
    }
    assertThat(refused.lastRecord("refused").getState()).isEqualTo(RunState.STOPPED);
  }

  private static TrainerConfig config(String run, String method) {
    return Configs.of(run, method, stack.bootstrapServers(), stack.registryUrl(), Map.of());
  }

  private static TrainerConfig in(Topics topics, TrainerConfig config) {
    return Configs.in(topics, config);
  }

  private static Process child(Topics topics, String run) throws Exception {
    return TrainerProcess.start(
        topics.prefix(), run, ER, stack.bootstrapServers(), stack.registryUrl(), false);
  }
}
