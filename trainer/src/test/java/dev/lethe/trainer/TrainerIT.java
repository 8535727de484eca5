package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.EvaluationKind;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.Health;
import dev.lethe.schemas.JournalEntry;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Role;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.TaskWindow;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trainer against a real broker and a real registry. */
class TrainerIT {
  private static final Topics TOPICS = new Topics("lethe");
  private static final String ER = "er(memory=50,batch=5)+sgd(lr=0.1)";

  @TempDir static Path directory;
  private static LocalStack stack;
  private static Kafka kafka;

  /** The stream that all runs of this class read: 2 x 500 examples, 900 of them for training. */
  private static final List<Example> STREAM = Kafka.twoTasks(500, 7);

  @BeforeAll
  static void startStack() {
    stack = LocalStack.start(StackConfig.ephemeral(directory), line -> {});
    kafka = new Kafka(stack, TOPICS);
    kafka.createTopics(1);
    kafka.produce(STREAM);
  }

  @AfterAll
  static void stopStack() {
    stack.close();
  }

  @Test
  void shouldPublishEverythingOnceWithTheOffsetsItConsumed() throws Exception {
    // Given
    String run = "whole";
    // When
    try (var trainer = Trainer.start(config(run, ER))) {
      awaitPredictions(run, 900);
      assertThat(trainer.state()).isEqualTo(Trainer.State.LIVE);
    }
    // Then predictions: each training example once, by the model before it was learnt
    List<Prediction> predictions = predictions(run);
    assertThat(predictions).hasSize(900);
    assertThat(predictions).extracting(Prediction::getOffset).doesNotHaveDuplicates().isSorted();
    assertThat(predictions.get(0).getModelStep()).isZero();
    assertThat(predictions.get(9).getModelStep()).isZero();
    assertThat(predictions.get(10).getModelStep()).isEqualTo(1);
    assertThat(predictions.get(899).getModelStep()).isEqualTo(89);
    // windows and evaluations
    assertThat(ofRun(kafka.read(TOPICS.windows(), TaskWindow.class), run)).hasSize(4);
    List<Evaluation> evaluations = ofRun(kafka.read(TOPICS.evaluations(), Evaluation.class), run);
    assertThat(evaluations).extracting(Evaluation::getWindow).containsExactly(0, 1);
    assertThat(evaluations)
        .allMatch(e -> e.getKind() == EvaluationKind.WINDOW_END)
        .last()
        .satisfies(
            last -> {
              assertThat(last.getStep()).isEqualTo(90);
              assertThat(last.getExamples()).isEqualTo(900);
              assertThat(last.getResults()).hasSize(2).allMatch(r -> r.getExamples() == 50);
              assertThat(last.getResults()).allMatch(r -> r.getCorrect() > 35);
            });
    // health: what the method did, and how the service keeps up
    List<Health> health = ofRun(kafka.read(TOPICS.health(), Health.class), run);
    assertThat(health.get(health.size() - 1).getFigures())
        .containsKeys("loss", "examples.per.second")
        .containsEntry("lag", 0.0)
        .containsEntry("dead.letters", 0.0)
        .hasEntrySatisfying("samples.drawn", drawn -> assertThat(drawn).isGreaterThan(100));
    // journal and offsets: all that was consumed, in order, and nothing else
    assertThat(journaledOffsets(run))
        .containsExactlyElementsOf(LongStream.range(0, STREAM.size()).boxed().toList());
    assertThat(committed(run)).isEqualTo(STREAM.size());
    assertThat(lastRecord(run).getState()).isEqualTo(RunState.STOPPED);
  }

  @Test
  void shouldBeTheSameBitForBitAfterBeingKilled() throws Exception {
    // Given a stream that trickles in, so that a run is caught with steps half full
    var topics = new Topics("killed");
    var killed = new Kafka(stack, topics);
    killed.createTopics(1);
    var trickle = new Thread(() -> killed.trickle(STREAM, 15), "trickle");
    trickle.start();
    // When a run is killed again and again, wherever it may be
    for (int life = 1; life <= 3; life++) {
      Process process = child(topics, "killed");
      int wanted = 200 * life;
      await()
          .atMost(Kafka.patience())
          .until(() -> killed.count(topics.predictions(), "killed") >= wanted);
      process.destroyForcibly().waitFor();
    }
    Process last = child(topics, "killed");
    await().atMost(Kafka.patience()).until(() -> killed.count(topics.windows(), "killed") == 4);
    last.getOutputStream().close();
    assertThat(last.waitFor()).isZero();
    trickle.join();
    // and another is never disturbed, and reads all at once
    try (var undisturbed = Trainer.start(in(topics, config("undisturbed", ER)))) {
      await()
          .atMost(Kafka.patience())
          .until(() -> killed.count(topics.windows(), "undisturbed") == 4);
      assertThat(undisturbed.failure()).isEmpty();
    }
    // Then
    var predictions = killed.read(topics.predictions(), Prediction.class);
    assertThat(told(ofRun(predictions, "killed")))
        .hasSize(900)
        .isEqualTo(told(ofRun(predictions, "undisturbed")));
    var evaluations = killed.read(topics.evaluations(), Evaluation.class);
    assertThat(ofRun(evaluations, "killed"))
        .extracting(Evaluation::getResults)
        .isEqualTo(ofRun(evaluations, "undisturbed").stream().map(Evaluation::getResults).toList());
    assertThat(digest(killed, topics, "killed"))
        .isNotBlank()
        .isEqualTo(digest(killed, topics, "undisturbed"));
  }

  private static List<String> told(List<Prediction> predictions) {
    return predictions.stream()
        .map(p -> p.getOffset() + ": " + p.getPredicted() + " by model " + p.getModelStep())
        .toList();
  }

  private static String digest(Kafka kafka, Topics topics, String run) {
    List<Run> records = ofRun(kafka.read(topics.runs(), Run.class), run);
    return records.get(records.size() - 1).getSettings().get(RunRecord.DIGEST);
  }

  @Test
  void shouldPredictAtOnceWhenTheStreamIsSlow() throws Exception {
    // Given a topic of its own, with fewer examples than a step takes
    var topics = new Topics("slow");
    var slow = new Kafka(stack, topics);
    slow.createTopics(1);
    var random = RandomSource.XO_RO_SHI_RO_128_PP.create(3);
    try (var trainer = Trainer.start(in(topics, config("slow", "naive")))) {
      // When
      slow.produce(List.of(Kafka.example("a", 1, "t", Role.LEARN, random)));
      // Then
      await()
          .atMost(Kafka.patience())
          .untilAsserted(
              () -> assertThat(slow.read(topics.predictions(), Prediction.class)).hasSize(1));
      slow.produce(List.of(Kafka.example("b", 1, "t", Role.LEARN, random)));
      await()
          .atMost(Kafka.patience())
          .untilAsserted(
              () -> assertThat(slow.read(topics.predictions(), Prediction.class)).hasSize(2));
      assertThat(slow.read(topics.predictions(), Prediction.class))
          .allMatch(p -> p.getModelStep() == 0);
      assertThat(trainer.failure()).isEmpty();
    }
  }

  @Test
  void shouldSendWhatCannotBeLearntToTheDeadLettersAndGoOn() throws Exception {
    // Given
    var topics = new Topics("dirty");
    var dirty = new Kafka(stack, topics);
    dirty.createTopics(1);
    var random = RandomSource.XO_RO_SHI_RO_128_PP.create(3);
    Example good = Kafka.example("good", 1, "t", Role.LEARN, random);
    Example outside = Kafka.example("outside", 1, "t", Role.LEARN, random);
    outside.put("label", Configs.CLASSES);
    Example nan = Kafka.example("nan", 1, "t", Role.LEARN, random);
    nan.put("features", new ArrayList<>(List.of(1f, 2f, Float.NaN, 4f, 5f, 6f, 7f, 8f)));
    Example shape = Kafka.example("shape", 1, "t", Role.LEARN, random);
    shape.put("features", List.of(1f));
    // When
    try (var trainer = Trainer.start(in(topics, config("dirty", "naive")))) {
      dirty.produce(List.of(good));
      dirty.produceRaw(
          List.of(
              new ProducerRecord<>(topics.examples(), utf8("key"), utf8("hello, garbage")),
              new ProducerRecord<>(topics.examples(), utf8("key"), null)));
      dirty.produce(List.of(outside, nan, shape, good));
      // Then
      await()
          .atMost(Kafka.patience())
          .untilAsserted(
              () -> assertThat(dirty.read(topics.predictions(), Prediction.class)).hasSize(2));
      assertThat(trainer.failure()).isEmpty();
    }
    var letters = dirty.raw(topics.deadLetters());
    assertThat(letters)
        .extracting(l -> header(l.headers().lastHeader("__streams.errors.offset")))
        .containsExactly("1", "2", "3", "4", "5");
    assertThat(letters.get(0).value()).isEqualTo(utf8("hello, garbage"));
    assertThat(letters)
        .extracting(l -> header(l.headers().lastHeader("__streams.errors.message")))
        .satisfiesExactly(
            garbage -> assertThat(garbage).contains("Confluent wire format"),
            tombstone -> assertThat(tombstone).contains("seen null"),
            label -> assertThat(label).contains("label").contains("4"),
            notANumber -> assertThat(notANumber).contains("NaN"),
            size -> assertThat(size).contains("features").contains("1").contains("8"));
    List<Health> health = dirty.read(topics.health(), Health.class);
    assertThat(health.get(health.size() - 1).getFigures()).containsEntry("dead.letters", 5.0);
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
    String stopped = digest(wide, topics, "wide");
    // When it comes back, replays its journal and stops again
    try (var second = Trainer.start(in(topics, config("wide", ER)))) {
      await().atMost(Kafka.patience()).until(() -> second.state() == Trainer.State.LIVE);
    }
    // Then
    assertThat(digest(wide, topics, "wide")).isNotBlank().isEqualTo(stopped);
    assertThat(wide.read(topics.predictions(), Prediction.class)).hasSize(540);
  }

  @Test
  void shouldRefuseToContinueARunWithOtherSettings() throws Exception {
    // Given
    try (var first = Trainer.start(config("refused", "naive"))) {
      awaitPredictions("refused", 900);
      assertThat(first.failure()).isEmpty();
    }
    // When
    try (var second = Trainer.start(config("refused", ER))) {
      await().atMost(Kafka.patience()).until(() -> second.state() == Trainer.State.FAILED);
      // Then
      assertThat(second.failure())
          .hasValueSatisfying(e -> assertThat(e).hasMessageContaining("method: seen 'er("));
    }
    assertThat(lastRecord("refused").getState()).isEqualTo(RunState.STOPPED);
  }

  @Test
  void shouldSayWhichTopicsAreMissing() {
    assertThatThrownBy(() -> Trainer.start(in(new Topics("nowhere"), config("a", "naive"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nowhere.examples");
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

  private static void awaitPredictions(String run, int count) {
    await()
        .atMost(Kafka.patience())
        .untilAsserted(() -> assertThat(predictions(run)).hasSizeGreaterThanOrEqualTo(count));
  }

  private static List<Prediction> predictions(String run) {
    return ofRun(kafka.read(TOPICS.predictions(), Prediction.class), run);
  }

  private static <T extends org.apache.avro.specific.SpecificRecord> List<T> ofRun(
      List<T> records, String run) {
    return records.stream()
        .filter(r -> run.equals(r.get(r.getSchema().getField("run").pos())))
        .toList();
  }

  private static Run lastRecord(String run) {
    List<Run> records = ofRun(kafka.read(TOPICS.runs(), Run.class), run);
    return records.get(records.size() - 1);
  }

  private static List<Long> journaledOffsets(String run) {
    return ofRun(kafka.read(TOPICS.journal(), JournalEntry.class), run).stream()
        .flatMap(entry -> entry.getSteps().stream())
        .flatMap(step -> step.getRanges().stream())
        .flatMap(range -> LongStream.range(range.getFrom(), range.getUntil()).boxed())
        .toList();
  }

  private static long committed(String run) throws Exception {
    return kafka
        .committed("lethe-run-" + run)
        .get(new TopicPartition(TOPICS.examples(), 0))
        .offset();
  }

  private static String header(org.apache.kafka.common.header.Header header) {
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
