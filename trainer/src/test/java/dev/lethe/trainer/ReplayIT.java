package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.learner.scorecard.ScorecardListener;
import dev.lethe.learner.stream.Prediction;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import dev.lethe.trainer.replay.InputRange;
import dev.lethe.trainer.replay.RangeBound;
import dev.lethe.trainer.travel.RunMoment;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replays of a range of three partitions. */
class ReplayIT {
  private static final Topics TOPICS = new Topics("replayed");
  private static final String ER = "er(memory=50,batch=5)+sgd(lr=0.1)";
  private static final List<Example> STREAM = Kafka.twoTasks(500, 7);

  @TempDir static Path directory;
  private static LocalStack stack;
  private static Kafka kafka;

  /** Events and state at the end of a replay. */
  private record Outcome(List<String> predictions, String digest, long records, long deadLetters) {}

  @BeforeAll
  static void produce() {
    stack = LocalStack.start(StackConfig.ephemeral(directory.resolve("stack")), line -> {});
    kafka = new Kafka(stack, TOPICS);
    kafka.createTopics(3);
    kafka.produceInterleaved(STREAM, 3);
  }

  @AfterAll
  static void stopStack() {
    stack.close();
  }

  @Test
  void shouldNotDependOnThePollsAndFetchesOfTheReplay() {
    // Given
    InputRange range = all();
    // When
    Outcome one = replay(range, Map.of("consumer.max.poll.records", "1"));
    Outcome fifty =
        replay(
            range,
            Map.of("consumer.max.poll.records", "50", "consumer.max.partition.fetch.bytes", "700"));
    Outcome many =
        replay(range, Map.of("consumer.max.poll.records", "500", "consumer.fetch.max.bytes", "1"));
    // Then: one record is unreadable, and the aborted ones are not there
    assertThat(one.records()).isEqualTo(1002);
    assertThat(one.deadLetters()).isOne();
    assertThat(one.predictions()).hasSize(900);
    assertThat(fifty).isEqualTo(one);
    assertThat(many).isEqualTo(one);
  }

  @Test
  void shouldPublishARangeAsARunWithTheSameLearner() throws Exception {
    // Given a range that begins and ends in the middle
    InputRange range =
        ranges().find(Optional.empty(), bound("from", "100"), bound("to", "0/250,1/333,2/290"));
    Outcome expected = replay(range, Map.of());
    // When one run is interrupted and continued, and two others run in processes of their own
    String interrupted = "interrupted";
    try (var trainer = Trainer.start(config(interrupted, range, Map.of()))) {
      await().atMost(Kafka.patience()).until(() -> trainer.state() != Trainer.State.RECOVERING);
    }
    runToTheEnd(config(interrupted, range, Map.of("consumer.max.poll.records", "7")));
    Process one = ReplayProcess.start(stack, TOPICS, "one-thread", ER, range, 1);
    Process two = ReplayProcess.start(stack, TOPICS, "two-threads", ER, range, 2);
    assertThat(one.waitFor()).isZero();
    assertThat(two.waitFor()).isZero();
    // Then
    assertThat(kafka.lastRecord(interrupted).getState()).isEqualTo(RunState.STOPPED);
    assertThat(kafka.lastRecord(interrupted).getSettings())
        .containsEntry("range", range.toString());
    for (String run : List.of(interrupted, "one-thread", "two-threads")) {
      assertThat(published(run)).isEqualTo(expected.predictions());
      assertThat(kafka.digest(run)).isEqualTo(expected.digest());
    }
    assertThat(evaluations(interrupted)).isNotEmpty().isEqualTo(evaluations("two-threads"));
    // and the run can be restored and forked like any other
    try (RestoredRun restored =
        new TimeTravel(access(Map.of())).restore(RunMoment.parse(interrupted))) {
      assertThat(HexFormat.of().formatHex(restored.learner().digest()))
          .isEqualTo(expected.digest());
    }
  }

  @Test
  void shouldForgetTheExamplesOfTombstonesAsARunDoes() throws Exception {
    // Given
    var topics = new Topics("forgetful");
    var other = new Kafka(stack, topics);
    other.createTopics(1);
    List<String> ids = STREAM.subList(0, 250).stream().map(Example::getId).toList();
    other.produce(STREAM.subList(0, 250));
    other.produceTombstones(ids);
    other.produce(STREAM.subList(250, 300));
    RunAccess access = access(topics, Map.of());
    InputRange range =
        new InputRanges(access).find(Optional.empty(), Optional.empty(), Optional.empty());
    TrainerConfig config = Configs.in(topics, config("forgetful", range, Map.of()));
    // When
    runToTheEnd(config);
    // Then
    var replay = new RangeReplay(access, TrainerConfig.DEFAULT_MAX_AHEAD);
    try (var end = replay.replay(config.learner(), range, new ScorecardListener() {}, n -> {})) {
      assertThat(HexFormat.of().formatHex(end.scored().learner().digest()))
          .isEqualTo(other.digest("forgetful"));
      assertThat(end.records()).isEqualTo(550);
      assertThat(end.deadLetters()).isZero();
      assertThat(Records.boxed(end.scored().keys()))
          .isNotEmpty()
          .doesNotContainAnyElementsOf(ForgettingRuns.keys(Set.copyOf(ids)));
    }
  }

  @Test
  void shouldContinueAForkOfARangeWithTheLiveInput() throws Exception {
    // Given a run of a range that begins and ends in the middle
    InputRange range = ranges().find(Optional.empty(), bound("from", "100"), bound("to", "250"));
    InputRange rest = ranges().find(Optional.empty(), bound("from", "100"), Optional.empty());
    String parent = "parent";
    String child = "fork-of-a-range";
    runToTheEnd(config(parent, range, Map.of()));
    // When
    RunFork.Forked forked;
    try (RestoredRun restored =
        new TimeTravel(access(Map.of())).restore(RunMoment.parse(parent + "@step:3"))) {
      forked =
          new RunFork(access(Map.of()), Clock.systemUTC())
              .fork(
                  restored,
                  child,
                  config(parent, range, Map.of()).learner(),
                  CheckpointSettings.at(directory.resolve("forks").toString(), Map.of()));
    }
    int expected = replay(rest, Map.of()).predictions().size();
    try (var trainer = Trainer.start(forked.config())) {
      await()
          .atMost(Kafka.patience())
          .untilAsserted(() -> assertThat(published(child)).hasSize(expected));
      assertThat(trainer.failure()).isEmpty();
      assertThat(trainer.state()).isEqualTo(Trainer.State.LIVE);
    }
    // Then it has what its parent predicted up to there, and every later record once
    assertThat(published(child).subList(0, 30)).isEqualTo(published(parent).subList(0, 30));
    assertThat(kafka.read(TOPICS.predictions(), dev.lethe.schemas.Prediction.class, child))
        .extracting(p -> p.getPartition() + "/" + p.getOffset())
        .doesNotHaveDuplicates();
    assertThat(kafka.lastRecord(child).getSettings())
        .containsEntry(RunRecord.FORKED_FROM, parent + "@step:3")
        .doesNotContainKey(RunRecord.RANGE);
  }

  @Test
  void shouldReplayTheRangeOfARunUpToAMoment() throws Exception {
    // Given
    String run = "moments";
    runToTheEnd(config(run, all(), Map.of()));
    // When
    InputRange window =
        ranges()
            .find(
                Optional.of(access(Map.of()).find(run)),
                Optional.empty(),
                bound("to", run + "@window:0"));
    // Then the range has the first window: its last step is that of a shorter replay
    try (RestoredRun restored =
        new TimeTravel(access(Map.of())).restore(RunMoment.parse(run + "@window:0"))) {
      assertThat(replay(window, Map.of()).predictions())
          .hasSize((int) restored.learner().examples());
    }
  }

  private static Optional<RangeBound> bound(String key, String text) {
    return Optional.ofNullable(text).map(given -> RangeBound.parse(key, given, Optional.empty()));
  }

  private static InputRange all() {
    return ranges().find(Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static InputRanges ranges() {
    return new InputRanges(access(Map.of()));
  }

  private static Outcome replay(InputRange range, Map<String, String> kafkaSettings) {
    var predictions = new ArrayList<String>();
    var listener =
        new ScorecardListener() {
          @Override
          public void predicted(dev.lethe.learner.stream.Example example, Prediction prediction) {
            predictions.add(
                line(
                    example.origin().partition(),
                    example.origin().offset(),
                    prediction.predicted(),
                    prediction.confidence()));
          }
        };
    var replay = new RangeReplay(access(kafkaSettings), TrainerConfig.DEFAULT_MAX_AHEAD);
    try (var end =
        replay.replay(config("any", range, Map.of()).learner(), range, listener, n -> {})) {
      return new Outcome(
          predictions,
          HexFormat.of().formatHex(end.scored().learner().digest()),
          end.records(),
          end.deadLetters());
    }
  }

  private static List<String> published(String run) {
    return kafka.read(TOPICS.predictions(), dev.lethe.schemas.Prediction.class, run).stream()
        .map(p -> line(p.getPartition(), p.getOffset(), p.getPredicted(), p.getConfidence()))
        .toList();
  }

  private static List<?> evaluations(String run) {
    return kafka.read(TOPICS.evaluations(), Evaluation.class, run).stream()
        .map(Evaluation::getResults)
        .toList();
  }

  private static String line(int partition, long offset, int predicted, float confidence) {
    return "%d/%d: %d %s".formatted(partition, offset, predicted, confidence);
  }

  private static void runToTheEnd(TrainerConfig config) throws InterruptedException {
    try (var trainer = Trainer.start(config)) {
      trainer.await();
      assertThat(trainer.failure()).isEmpty();
      assertThat(trainer.state()).isEqualTo(Trainer.State.STOPPED);
    }
  }

  private static RunAccess access(Map<String, String> settings) {
    return access(TOPICS, settings);
  }

  private static RunAccess access(Topics topics, Map<String, String> settings) {
    return new RunAccess(
        topics, stack.bootstrapServers(), stack.registryUrl(), settings, Optional.empty());
  }

  private static TrainerConfig config(String run, InputRange range, Map<String, String> settings) {
    return Configs.in(
            TOPICS, Configs.of(run, ER, stack.bootstrapServers(), stack.registryUrl(), settings))
        .toBuilder()
        .range(Optional.of(range))
        .build();
  }
}
