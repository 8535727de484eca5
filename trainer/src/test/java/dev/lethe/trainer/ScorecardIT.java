package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.JournalEntry;
import dev.lethe.schemas.JournalStep;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Scorecard;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scorecards of a trainer, against a real broker and a real registry. */
class ScorecardIT {
  private static final String ER = "er(memory=50,batch=5)+sgd(lr=0.1)";
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
  void shouldPublishAScorecardPerWindowAndLearnTheSameWithEveryExtent() {
    // Given
    var topics = new Topics("cards");
    var kafka = kafka(topics);
    kafka.produce(STREAM);
    // When
    run(kafka, topics, "off", Optional.empty());
    run(kafka, topics, "stability", Optional.of(ReferenceNetworks.NONE));
    run(kafka, topics, "full", Optional.of(Configs.SMALL));
    // Then
    assertThat(scorecards(kafka, topics, "off")).isEmpty();
    List<Scorecard> stability = scorecards(kafka, topics, "stability");
    List<Scorecard> full = scorecards(kafka, topics, "full");
    assertThat(stability).extracting(Scorecard::getWindow).containsExactly(0, 1);
    assertThat(full).extracting(Scorecard::getWindow).containsExactly(0, 1);
    assertThat(full).extracting(Scorecard::getTask).containsExactly("task-0", "task-1");
    assertThat(full).extracting(Scorecard::getStep).containsExactly(45L, 90L);
    assertThat(full).allMatch(card -> card.getEventTime().toEpochMilli() == 1000);
    assertThat(full.get(0).getForgetting()).isNull();
    assertThat(full.get(0).getWarmStartGap()).isNotNull();
    assertThat(full.get(1).getPlasticityRatio()).isBetween(0.5, 1.5);
    assertThat(stability.get(1).getPlasticityRatio()).isNull();
    assertThat(stability.get(1).getWarmStartGap()).isNull();
    assertThat(full.get(1).getForgetting()).isEqualTo(stability.get(1).getForgetting()).isNotNull();
    assertThat(full.get(1).getAccuracy()).isEqualTo(stability.get(1).getAccuracy()).isNotNull();
    for (String other : List.of("stability", "full")) {
      assertThat(kafka.predictions(other)).hasSize(900).isEqualTo(kafka.predictions("off"));
      assertThat(evaluations(kafka, topics, other)).isEqualTo(evaluations(kafka, topics, "off"));
      assertThat(journal(kafka, topics, other)).isEqualTo(journal(kafka, topics, "off"));
      assertThat(kafka.digest(other)).isNotBlank().isEqualTo(kafka.digest("off"));
    }
  }

  @Test
  void shouldPublishTheSameScorecardsOnceWhenKilledAgainAndAgain() throws Exception {
    // Given a slow stream, so that a run is killed in the middle of a step
    var topics = new Topics("cardskilled");
    var kafka = kafka(topics);
    var trickle = new Thread(() -> kafka.trickle(STREAM, 15), "trickle");
    trickle.start();
    // When: the second and third time after the first scorecard
    for (int life = 1; life <= 3; life++) {
      Process process = child(topics, "killed");
      int expected = 250 * life;
      await()
          .atMost(Kafka.patience())
          .until(() -> kafka.count(topics.predictions(), "killed") >= expected);
      process.destroyForcibly().waitFor();
    }
    int states = kafka.read(topics.runs(), Run.class).size();
    Process last = child(topics, "killed");
    await().atMost(Kafka.patience()).until(() -> kafka.count(topics.windows(), "killed") == 4);
    // Closed while it still recovers, it would publish no digest.
    await()
        .atMost(Kafka.patience())
        .until(
            () ->
                kafka.read(topics.runs(), Run.class).stream()
                    .skip(states)
                    .anyMatch(state -> state.getState() == RunState.LIVE));
    last.getOutputStream().close();
    assertThat(last.waitFor()).isZero();
    trickle.join();
    // and other runs are never disturbed and read everything at once
    run(kafka, topics, "undisturbed", Optional.of(Configs.SMALL));
    run(kafka, topics, "off", Optional.empty());
    // Then
    assertThat(values(scorecards(kafka, topics, "killed")))
        .hasSize(2)
        .isEqualTo(values(scorecards(kafka, topics, "undisturbed")));
    assertThat(kafka.predictions("killed")).hasSize(900).isEqualTo(kafka.predictions("off"));
    assertThat(kafka.digest("killed")).isEqualTo(kafka.digest("off"));
  }

  @Test
  void shouldPublishScorecardsOfLaterWindowsWhenContinuedWithAScorecard() {
    // Given: a run without scorecards
    var topics = new Topics("cardslater");
    var kafka = kafka(topics);
    kafka.produce(STREAM.subList(0, 600));
    try (var trainer = Trainer.start(config(topics, "run", Optional.empty()))) {
      await().atMost(Kafka.patience()).until(() -> kafka.count(topics.predictions(), "run") == 540);
      assertThat(trainer.failure()).isEmpty();
    }
    kafka.produce(STREAM.subList(600, STREAM.size()));
    // When
    run(kafka, topics, "run", Optional.of(Configs.SMALL));
    // Then: it knows the past, as if it had had scorecards from the beginning
    run(kafka, topics, "always", Optional.of(Configs.SMALL));
    assertThat(values(scorecards(kafka, topics, "run")))
        .hasSize(1)
        .containsExactly(values(scorecards(kafka, topics, "always")).get(1));
  }

  private static Kafka kafka(Topics topics) {
    var kafka = new Kafka(stack, topics);
    kafka.createTopics(1);
    return kafka;
  }

  private static TrainerConfig config(
      Topics topics, String run, Optional<ReferenceNetworks> scorecard) {
    return Configs.scored(
        scorecard,
        Configs.in(
            topics, Configs.of(run, ER, stack.bootstrapServers(), stack.registryUrl(), Map.of())));
  }

  /** Runs until the second window has ended. */
  private static void run(
      Kafka kafka, Topics topics, String run, Optional<ReferenceNetworks> scorecard) {
    try (var trainer = Trainer.start(config(topics, run, scorecard))) {
      await().atMost(Kafka.patience()).until(() -> kafka.count(topics.windows(), run) == 4);
      assertThat(trainer.failure()).isEmpty();
    }
  }

  private static Process child(Topics topics, String run) throws Exception {
    return TrainerProcess.start(
        topics.prefix(), run, ER, stack.bootstrapServers(), stack.registryUrl(), true);
  }

  private static List<Scorecard> scorecards(Kafka kafka, Topics topics, String run) {
    return kafka.read(topics.scorecards(), Scorecard.class, run);
  }

  /** Scorecards without the name of their run. */
  private static List<Scorecard> values(List<Scorecard> scorecards) {
    return scorecards.stream().map(card -> Scorecard.newBuilder(card).setRun("").build()).toList();
  }

  private static List<String> evaluations(Kafka kafka, Topics topics, String run) {
    return kafka.read(topics.evaluations(), Evaluation.class, run).stream()
        .map(evaluation -> evaluation.getStep() + ": " + evaluation.getResults())
        .toList();
  }

  /** Offsets in the order of consumption; where transactions end depends on the clock. */
  private static List<String> journal(Kafka kafka, Topics topics, String run) {
    return kafka.read(topics.journal(), JournalEntry.class, run).stream()
        .flatMap(entry -> entry.getSteps().stream())
        .flatMap(
            step ->
                step.getRanges().stream()
                    .flatMap(range -> LongStream.range(range.getFrom(), range.getUntil()).boxed())
                    .map(offset -> offset + " in step " + stepOf(offset, step)))
        .toList();
  }

  private static long stepOf(long offset, JournalStep step) {
    long last = step.getRanges().get(0).getUntil() - 1;
    return step.getStep() - (step.getStride() == 0 ? 0 : (last - offset) / step.getStride());
  }
}
