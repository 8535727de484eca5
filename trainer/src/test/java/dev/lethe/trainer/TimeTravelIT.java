package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lethe.learner.Learner;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.learner.stream.LearnerListener;
import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import dev.lethe.trainer.travel.RunMoment;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs restored at moments of their past. */
class TimeTravelIT {
  private static final String RUN = "travelled";
  private static final Topics TOPICS = new Topics("travel");
  private static final List<Example> STREAM = Kafka.twoTasks(500, 7);

  @TempDir static Path directory;
  private static LocalStack stack;
  private static Kafka kafka;

  @BeforeAll
  static void runToTheEnd() {
    stack = LocalStack.start(StackConfig.ephemeral(directory.resolve("stack")), line -> {});
    kafka = new Kafka(stack, TOPICS);
    kafka.createTopics(1);
    kafka.produce(STREAM);
    try (var trainer = Trainer.start(config())) {
      await().atMost(Kafka.patience()).until(() -> kafka.count(TOPICS.windows(), RUN) == 4);
      assertThat(trainer.failure()).isEmpty();
    }
  }

  @AfterAll
  static void stopStack() {
    stack.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"@step:1", "@step:33", "@step:45", "@offset:0/0", "@offset:0/612", "@window:0"})
  void shouldRestoreTheLearnerThatWasThereWithAndWithoutCheckpoints(String moment) {
    // Given
    String expected = digestInMemory(moment);

    // When
    String withCheckpoints = digest(RunMoment.parse(RUN + moment), Optional.empty());
    String fromJournal =
        digest(
            RunMoment.parse(RUN + moment),
            Optional.of(CheckpointSettings.at(directory.resolve("none").toString(), Map.of())));

    // Then
    assertThat(withCheckpoints).isEqualTo(expected);
    assertThat(fromJournal).isEqualTo(expected);
  }

  @Test
  void shouldRestoreTheNewestState() {
    assertThat(digest(RunMoment.parse(RUN), Optional.empty()))
        .isEqualTo(kafka.digest(RUN))
        .isEqualTo(digest(RunMoment.parse(RUN + "@window:1"), Optional.empty()));
  }

  @Test
  void shouldEvaluateTheEndOfAWindowAsTheRunDid() {
    // Given
    Evaluation published = kafka.read(TOPICS.evaluations(), Evaluation.class, RUN).get(0);

    // When
    try (RestoredRun restored = restore(RunMoment.parse(RUN + "@window:0"), Optional.empty())) {
      List<HoldoutResult> results = restored.learner().evaluateNow();

      // Then
      assertThat(results).hasSize(1);
      assertThat(results.get(0).correct()).isEqualTo(published.getResults().get(0).getCorrect());
      assertThat(results.get(0).examples()).isEqualTo(published.getResults().get(0).getExamples());
    }
  }

  @Test
  void shouldContinueAForkWithoutChangesAsItsParentDid() throws Exception {
    // Given
    RunMoment at = RunMoment.parse(RUN + "@step:45");
    String child = "child";

    // When
    RunFork.Forked forked;
    try (RestoredRun parent = restore(at, Optional.empty())) {
      forked = fork(parent, child, config().learner());
    }
    try (var trainer = Trainer.start(forked.config())) {
      await().atMost(Kafka.patience()).until(() -> kafka.count(TOPICS.windows(), child) == 4);
      assertThat(trainer.failure()).isEmpty();
    }

    // Then: learner, predictions and evaluations are those of the parent
    assertThat(forked.adoption().started()).isEmpty();
    assertThat(kafka.digest(child)).isEqualTo(kafka.digest(RUN));
    assertThat(kafka.predictions(child)).hasSize(900).isEqualTo(kafka.predictions(RUN));
    assertThat(kafka.read(TOPICS.evaluations(), Evaluation.class, child))
        .extracting(Evaluation::getResults)
        .isEqualTo(
            kafka.read(TOPICS.evaluations(), Evaluation.class, RUN).stream()
                .map(Evaluation::getResults)
                .toList());
    assertThat(kafka.lastRecord(child).getSettings())
        .containsEntry(RunRecord.FORKED_FROM, RUN + "@step:45");
  }

  @Test
  void shouldContinueAForkWithAnotherMethod() throws Exception {
    // Given
    String child = "other-method";

    // When
    RunFork.Forked forked;
    try (RestoredRun parent = restore(RunMoment.parse(RUN + "@window:0"), Optional.empty())) {
      forked =
          fork(
              parent,
              child,
              config().learner().toBuilder().method("naive+ewc(lambda=1)+sgd(lr=0.01)").build());
    }
    try (var trainer = Trainer.start(forked.config())) {
      await().atMost(Kafka.patience()).until(() -> kafka.count(TOPICS.windows(), child) == 4);
      assertThat(trainer.failure()).isEmpty();
    }

    // Then
    assertThat(forked.adoption().dropped()).singleElement().asString().startsWith("er(");
    assertThat(kafka.predictions(child).subList(0, 450))
        .isEqualTo(kafka.predictions(RUN).subList(0, 450));
    assertThat(kafka.predictions(child)).hasSize(900).isNotEqualTo(kafka.predictions(RUN));
  }

  @Test
  void shouldNotWarnAboutTheTransactionsOfThisCluster() {
    try (var cluster = ClusterAdmin.connect(stack.bootstrapServers(), Map.of())) {
      assertThat(TransactionVersion.warning(cluster)).isEmpty();
    }
  }

  @Test
  void shouldRefuseTheNameOfAnotherRunForAFork() {
    try (RestoredRun parent = restore(RunMoment.parse(RUN), Optional.empty())) {
      assertThatThrownBy(() -> fork(parent, RUN, config().learner()))
          .hasMessageContaining("run: got 'travelled', which exists");
    }
  }

  private static RunFork.Forked fork(
      RestoredRun parent, String child, dev.lethe.learner.LearnerSpec learner) {
    return new RunFork(access(Optional.empty()), java.time.Clock.systemUTC())
        .fork(parent, child, learner, config().checkpoints().orElseThrow());
  }

  @Test
  void shouldRefuseAMomentThatTheRunHasNotReached() {
    assertThatThrownBy(() -> restore(RunMoment.parse(RUN + "@step:100000"), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it has completed 90 steps");
    assertThatThrownBy(() -> restore(RunMoment.parse("other@step:1"), Optional.empty()))
        .hasMessageContaining("run: got 'other'");
  }

  private static String digest(RunMoment at, Optional<CheckpointSettings> checkpoints) {
    try (RestoredRun restored = restore(at, checkpoints)) {
      return HexFormat.of().formatHex(restored.learner().digest());
    }
  }

  private static RestoredRun restore(RunMoment at, Optional<CheckpointSettings> checkpoints) {
    return new TimeTravel(access(checkpoints)).restore(at);
  }

  private static RunAccess access(Optional<CheckpointSettings> checkpoints) {
    return new RunAccess(
        TOPICS, stack.bootstrapServers(), stack.registryUrl(), Map.of(), checkpoints);
  }

  /** Returns the digest of a learner that has accepted the same examples without Kafka. */
  private static String digestInMemory(String moment) {
    String[] parts = moment.substring(1).split(":", 2);
    Predicate<Learner> reached =
        switch (parts[0]) {
          case "step" -> learner -> learner.step() == Long.parseLong(parts[1]);
          case "window" -> learner -> !learner.isWindowOpen();
          default -> learner -> false;
        };
    int last = parts[0].equals("offset") ? Integer.parseInt(parts[1].substring(2)) : 1000;
    try (var learner = new Learner(config().learner(), new LearnerListener() {})) {
      for (int i = 0; i <= last; i++) {
        dev.lethe.learner.stream.Example next = Records.read(STREAM.get(i), i);
        if (parts[0].equals("window") && learner.endsWindow(next)) {
          next = Records.read(STREAM.get(1000), i);
        }
        learner.accept(next);
        if (reached.test(learner)) {
          break;
        }
      }
      learner.predictPending();
      return HexFormat.of().formatHex(learner.digest());
    }
  }

  private static TrainerConfig config() {
    TrainerConfig config =
        Configs.in(
            TOPICS,
            Configs.of(
                RUN,
                "er(memory=50,batch=5)+sgd(lr=0.1)",
                stack.bootstrapServers(),
                stack.registryUrl(),
                Map.of()));
    return Configs.checkpointed(config, directory.resolve("checkpoints"), 5, 3, 5);
  }
}
