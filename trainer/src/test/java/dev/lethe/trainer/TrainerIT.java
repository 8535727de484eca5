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
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results of a trainer, against a real broker and a real registry. */
class TrainerIT {
  private static final Topics TOPICS = new Topics("lethe");
  private static final String ER = "er(memory=50,batch=5)+sgd(lr=0.1)";

  @TempDir static Path directory;
  private static LocalStack stack;
  private static Kafka kafka;

  /** Stream of all runs of this class: 2 x 500 examples, 900 of them for training. */
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
    // Then predictions: each training example once, by the model before it was trained on it
    List<Prediction> predictions = predictions(run);
    assertThat(predictions).hasSize(900);
    assertThat(predictions).extracting(Prediction::getOffset).doesNotHaveDuplicates().isSorted();
    assertThat(predictions.get(0).getModelStep()).isZero();
    assertThat(predictions.get(9).getModelStep()).isZero();
    assertThat(predictions.get(10).getModelStep()).isEqualTo(1);
    assertThat(predictions.get(899).getModelStep()).isEqualTo(89);
    // windows and evaluations
    assertThat(kafka.read(TOPICS.windows(), TaskWindow.class, run)).hasSize(4);
    List<Evaluation> evaluations = kafka.read(TOPICS.evaluations(), Evaluation.class, run);
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
    // health metrics of the method and of the service
    List<Health> health = kafka.read(TOPICS.health(), Health.class, run);
    assertThat(health.get(health.size() - 1).getMetrics())
        .containsKeys("loss", "examples.per.second")
        .containsEntry("lag", 0.0)
        .containsEntry("dead.letters", 0.0)
        .hasEntrySatisfying("samples.drawn", drawn -> assertThat(drawn).isGreaterThan(100));
    // journal and offsets: exactly the consumed records, in order
    assertThat(journaledOffsets(run))
        .containsExactlyElementsOf(LongStream.range(0, STREAM.size()).boxed().toList());
    assertThat(committed(run)).isEqualTo(STREAM.size());
    assertThat(kafka.lastRecord(run).getState()).isEqualTo(RunState.STOPPED);
  }

  @Test
  void shouldLearnAndPublishTheSameWhenRunsShareTheirInput() throws Exception {
    // Given one run that reads alone
    try (var alone = Trainer.start(config("alone", ER))) {
      awaitPredictions("alone", 900);
      assertThat(alone.state()).isEqualTo(Trainer.State.LIVE);
    }
    // When two runs share their input, and a third one joins them later
    var shared = Optional.of(SharedInput.ofHeap());
    try (var first = Trainer.start(config("first", ER), line -> {}, shared);
        var second = Trainer.start(config("second", ER), line -> {}, shared)) {
      awaitPredictions("first", 900);
      assertThat(first.state()).isEqualTo(Trainer.State.LIVE);
      try (var third = Trainer.start(config("third", ER), line -> {}, shared)) {
        awaitPredictions("third", 900);
        assertThat(third.state()).isEqualTo(Trainer.State.LIVE);
      }
      awaitPredictions("second", 900);
      assertThat(second.state()).isEqualTo(Trainer.State.LIVE);
    }
    // Then
    for (String run : List.of("first", "second", "third")) {
      assertThat(kafka.lastRecord(run).getState()).isEqualTo(RunState.STOPPED);
      assertThat(kafka.lastRecord(run).getSettings().get(RunRecord.DIGEST))
          .isEqualTo(kafka.lastRecord("alone").getSettings().get(RunRecord.DIGEST));
      assertThat(predictions(run))
          .extracting(Prediction::getOffset)
          .containsExactlyElementsOf(
              predictions("alone").stream().map(Prediction::getOffset).toList());
      assertThat(journaledOffsets(run))
          .containsExactlyElementsOf(LongStream.range(0, STREAM.size()).boxed().toList());
      assertThat(committed(run)).isEqualTo(STREAM.size());
    }
  }

  @Test
  void shouldPredictAtOnceWhenTheStreamIsSlow() throws Exception {
    // Given a topic of its own, with fewer examples than a learning step
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
  void shouldSendInvalidRecordsToTheDeadLettersAndContinue() throws Exception {
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
              new ProducerRecord<>(topics.examples(), null, null)));
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
            empty -> assertThat(empty).contains("got null"),
            label -> assertThat(label).contains("label").contains("4"),
            notANumber -> assertThat(notANumber).contains("NaN"),
            size -> assertThat(size).contains("features").contains("1").contains("8"));
    List<Health> health = dirty.read(topics.health(), Health.class);
    assertThat(health.get(health.size() - 1).getMetrics()).containsEntry("dead.letters", 5.0);
  }

  @Test
  void shouldNameMissingTopics() {
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

  private static void awaitPredictions(String run, int count) {
    await()
        .atMost(Kafka.patience())
        .untilAsserted(() -> assertThat(predictions(run)).hasSizeGreaterThanOrEqualTo(count));
  }

  private static List<Prediction> predictions(String run) {
    return kafka.read(TOPICS.predictions(), Prediction.class, run);
  }

  private static List<Long> journaledOffsets(String run) {
    return kafka.read(TOPICS.journal(), JournalEntry.class, run).stream()
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
