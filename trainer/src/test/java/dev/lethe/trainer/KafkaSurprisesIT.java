package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.Alarm;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.Health;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Role;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refused dead letters, changed topics, foreign records and transactions: no loop, no silence. */
class KafkaSurprisesIT {
  private static final String KEY = "run";

  @TempDir static Path directory;
  private static LocalStack stack;
  private static Admin admin;

  private final List<String> console = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void startStack() {
    stack = LocalStack.start(StackConfig.ephemeral(directory), line -> {});
    admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()));
  }

  @AfterAll
  static void stopStack() {
    admin.close();
    stack.close();
  }

  @Test
  void shouldSendADeadLetterWithoutATimestampThatItsTopicRefuses() throws Exception {
    // Given an input that accepts records a day ahead
    var topics = new Topics("ahead");
    var kafka = kafka(topics);
    configure(topics.examples(), "message.timestamp.after.max.ms", "100000000");
    long ahead = Instant.now().plus(Duration.ofHours(23)).toEpochMilli();
    // When
    try (var trainer = start(topics)) {
      kafka.produceRaw(
          List.of(new ProducerRecord<>(topics.examples(), null, ahead, null, utf8("bad"))));
      kafka.produce(List.of(example("good")));
      awaitPredictions(kafka, topics, 1);
      assertThat(trainer.failure()).isEmpty();
    }
    // Then
    var letter = kafka.raw(topics.deadLetters()).get(0);
    assertThat(letter.timestamp()).isLessThan(ahead);
    assertThat(header(letter, "lethe.timestamp")).isEqualTo(Long.toString(ahead));
    assertThat(letter.value()).isEqualTo(utf8("bad"));
  }

  @Test
  void shouldLearnFromARefusalWhatTheTopicDoesNotAccept() throws Exception {
    // Given limits that change after they were read: no old timestamps, no record without a key
    var topics = new Topics("strict");
    var kafka = kafka(topics);
    long old = Instant.now().minus(Duration.ofDays(3)).toEpochMilli();
    try (var trainer = start(topics)) {
      awaitLive(trainer);
      configure(topics.deadLetters(), "message.timestamp.before.max.ms", "3600000");
      configure(topics.deadLetters(), "cleanup.policy", "compact");
      configure(topics.deadLetters(), "max.message.bytes", "50000");
      // When
      kafka.produceRaw(
          List.of(new ProducerRecord<>(topics.examples(), null, old, null, utf8("bad"))));
      kafka.produceRaw(List.of(new ProducerRecord<>(topics.examples(), random(200_000))));
      kafka.produce(List.of(example("good")));
      // Then
      awaitPredictions(kafka, topics, 1);
      assertThat(trainer.failure()).isEmpty();
    }
    assertThat(kafka.raw(topics.deadLetters()))
        .extracting(letter -> header(letter, "__streams.errors.offset"))
        .containsExactly("0", "1");
    assertThat(kafka.read(topics.runs(), Run.class))
        .extracting(Run::getState)
        .startsWith(RunState.LIVE, RunState.RECOVERING)
        .endsWith(RunState.LIVE, RunState.STOPPED);
  }

  @Test
  void shouldCutADeadLetterThatIsTooLargeForItsTopic() throws Exception {
    // Given a dead-letter topic with the broker's default
    var topics = new Topics("cut");
    var kafka = kafka(topics);
    configure(topics.deadLetters(), "max.message.bytes", "1048588");
    // When
    try (var trainer = start(topics)) {
      kafka.produceRaw(
          List.of(new ProducerRecord<>(topics.examples(), utf8("k"), random(1_048_000))));
      kafka.produce(List.of(example("good")));
      awaitPredictions(kafka, topics, 1);
      assertThat(trainer.failure()).isEmpty();
    }
    // Then
    var letter = kafka.raw(topics.deadLetters()).get(0);
    assertThat(letter.value()).hasSizeBetween(1_000_000, 1_048_000);
    assertThat(header(letter, "__streams.errors.offset")).isEqualTo("0");
    assertThat(console)
        .anyMatch(line -> line.contains("max.message.bytes: got 1048588 on cut.examples.dlq"));
  }

  @Test
  void shouldFailWithTheTopicsNameWhenAnOutputTopicIsDeleted() throws Exception {
    // Given
    var topics = new Topics("deleted");
    var kafka = kafka(topics);
    TrainerConfig config = config(topics, Map.of("producer.max.block.ms", "3000"));
    try (var trainer = Trainer.start(config, console::add)) {
      awaitLive(trainer);
      admin.deleteTopics(List.of(topics.deadLetters())).all().get();
      // When
      kafka.produceRaw(List.of(new ProducerRecord<>(topics.examples(), utf8("bad"))));
      // Then
      trainer.await();
      assertThat(trainer.state()).isEqualTo(Trainer.State.FAILED);
    }
    assertThat(kafka.lastRecord("run").getReason()).contains("deleted.examples.dlq");
  }

  @Test
  void shouldRefuseATopicThatWasCreatedAgainBetweenTwoRuns() throws Exception {
    // Given
    var topics = new Topics("between");
    var kafka = kafka(topics);
    kafka.produce(examples(100));
    try (var first = start(topics)) {
      awaitPredictions(kafka, topics, 100);
      assertThat(first.failure()).isEmpty();
    }
    recreate(topics);
    kafka.produce(examples(150));
    // When
    try (var second = start(topics)) {
      second.await();
      // Then
      assertThat(second.failure())
          .hasValueSatisfying(e -> assertThat(e).hasMessageContaining("deleted and created again"));
    }
    assertThat(console)
        .anyMatch(line -> line.startsWith("run run failed: between.examples: got a topic with id"));
    assertThat(kafka.raw(topics.predictions())).hasSize(100);
    assertThat(kafka.lastRecord("run").getState()).isEqualTo(RunState.STOPPED);
  }

  @Test
  void shouldFailWhenTheTopicIsCreatedAgainWhileRunning() throws Exception {
    // Given
    var topics = new Topics("during");
    var kafka = kafka(topics);
    kafka.produce(examples(100));
    try (var trainer = start(topics)) {
      awaitPredictions(kafka, topics, 100);
      // When
      recreate(topics);
      // Then
      trainer.await();
      assertThat(trainer.state()).isEqualTo(Trainer.State.FAILED);
    }
    Run failed = kafka.lastRecord("run");
    assertThat(failed.getState()).isEqualTo(RunState.FAILED);
    assertThat(failed.getReason())
        .contains("during.examples: got a topic with id")
        .contains("deleted and created again");
  }

  @Test
  void shouldTakeUpAddedPartitionsFromTheirBeginning() throws Exception {
    // Given a run that starts at the end
    var topics = new Topics("added");
    var kafka = kafka(topics);
    kafka.produce(examples(5));
    TrainerConfig latest = latest(topics);
    try (var first = Trainer.start(latest, console::add)) {
      awaitLive(first);
      // When
      admin.createPartitions(Map.of(topics.examples(), NewPartitions.increaseTo(3))).all().get();
      kafka.produceTo(1, examples(20));
      // Then
      awaitPredictions(kafka, topics, 20);
      assertThat(console).anyMatch(line -> line.contains("partitions.added"));
    }
    String digest = kafka.digest("run");
    // When a partition is added while the run is stopped
    admin.createPartitions(Map.of(topics.examples(), NewPartitions.increaseTo(4))).all().get();
    kafka.produceTo(3, examples(10));
    try (var second = Trainer.start(latest, console::add)) {
      awaitPredictions(kafka, topics, 30);
      assertThat(second.failure()).isEmpty();
    }
    // Then the journal holds the order
    assertThat(console).noneMatch(line -> line.contains("state.differs"));
    assertThat(kafka.digest("run")).isNotEqualTo(digest);
    assertThat(kafka.read(topics.predictions(), Prediction.class))
        .extracting(Prediction::getPartition)
        .containsOnly(1, 3);
  }

  @Test
  void shouldIgnoreForeignRecordsInRunsAndJournal() throws Exception {
    // Given
    var topics = new Topics("stray");
    var kafka = kafka(topics);
    List<ProducerRecord<byte[], byte[]>> strays = new ArrayList<>();
    for (String topic : List.of(topics.runs(), topics.journal())) {
      strays.add(new ProducerRecord<>(topic, utf8("other"), utf8("{}")));
      strays.add(new ProducerRecord<>(topic, utf8("other"), null));
    }
    kafka.produceRaw(strays);
    kafka.produceRaw(List.of(new ProducerRecord<>(topics.journal(), utf8("{}"))));
    kafka.produce(examples(3));
    // When
    try (var trainer = start(topics)) {
      awaitPredictions(kafka, topics, 3);
      assertThat(trainer.failure()).isEmpty();
    }
    // Then it starts again
    kafka.produce(examples(2));
    try (var trainer = start(topics)) {
      awaitPredictions(kafka, topics, 5);
      assertThat(trainer.failure()).isEmpty();
    }
  }

  @Test
  void shouldRefuseAJournalWithAForeignRecordOfTheRun() throws Exception {
    // Given
    var topics = new Topics("spoiled");
    var kafka = kafka(topics);
    kafka.produceRaw(List.of(new ProducerRecord<>(topics.journal(), utf8(KEY), utf8("{}"))));
    // When
    try (var trainer = start(topics)) {
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
    var kafka = kafka(topics);
    kafka.produce(examples(3));
    try (var first = start(topics)) {
      awaitPredictions(kafka, topics, 3);
      assertThat(first.failure()).isEmpty();
    }
    admin.deleteConsumerGroups(List.of("emptied-run-run")).all().get();
    admin
        .deleteRecords(
            Map.of(
                new org.apache.kafka.common.TopicPartition(topics.journal(), 0),
                org.apache.kafka.clients.admin.RecordsToDelete.beforeOffset(-1)))
        .all()
        .get();
    // When
    try (var second = start(topics)) {
      second.await();
    }
    // Then
    assertThat(kafka.lastRecord("run").getReason()).contains("got 0 entries, expected");
    assertThat(kafka.raw(topics.predictions())).hasSize(3);
  }

  @Test
  void shouldMeasureTheLagToTheHighWatermark() throws Exception {
    // Given
    var topics = new Topics("lag");
    var kafka = kafka(topics);
    try (var trainer = start(topics);
        var foreign =
            new KafkaProducer<byte[], byte[]>(
                Map.of(
                    "bootstrap.servers", stack.bootstrapServers(), "transactional.id", "foreign"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      awaitLive(trainer);
      // When an open transaction hides the records behind it
      foreign.initTransactions();
      foreign.beginTransaction();
      foreign.send(new ProducerRecord<>(topics.examples(), utf8("open"))).get();
      kafka.produce(examples(39));
      // Then
      await().atMost(Kafka.patience()).until(() -> lag(kafka, topics) == 40);
      foreign.abortTransaction();
      awaitPredictions(kafka, topics, 39);
      await().atMost(Kafka.patience()).until(() -> lag(kafka, topics) == 0);
    }
    // and a restart without new data has no lag, but an age
    try (var trainer = start(topics)) {
      awaitLive(trainer);
    }
    assertThat(lag(kafka, topics)).isZero();
    assertThat(newestHealth(kafka, topics).getMetrics().get("data.age.seconds")).isPositive();
  }

  @Test
  void shouldRaiseAnAlarmWhenAllRecordsAreRejected() {
    // Given
    var topics = new Topics("rejected");
    var kafka = kafka(topics);
    try (var trainer = start(topics)) {
      // When
      Example wide = example("wide");
      wide.put("features", Collections.nCopies(784, 1f));
      kafka.produce(Collections.nCopies(7, wide));
      // Then
      await()
          .atMost(Kafka.patience())
          .untilAsserted(
              () ->
                  assertThat(newestAlarms(kafka, topics))
                      .containsKey("dead.letters")
                      .hasEntrySatisfying(
                          "dead.letters",
                          text ->
                              assertThat(text)
                                  .startsWith("All of the last 7 records were rejected, 7 in total")
                                  .contains("features: got 784")));
      assertThat(trainer.failure()).isEmpty();
    }
    assertThat(console)
        .anyMatch(line -> line.startsWith("ALARM run run: dead.letters: All of the last"));
  }

  @Test
  void shouldRejectATimeInMicrosecondsAndKeepLaterTimes() {
    // Given
    var topics = new Topics("micros");
    var kafka = kafka(topics);
    Instant start = Instant.parse("2026-11-28T10:00:00Z");
    List<Example> stream = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Example example = example("e" + i);
      Instant time = start.plusSeconds(i);
      example.put("eventTime", i == 10 ? Instant.ofEpochMilli(time.toEpochMilli() * 1000) : time);
      stream.add(example);
    }
    // When
    kafka.produce(stream);
    try (var trainer = start(topics)) {
      awaitPredictions(kafka, topics, 19);
      assertThat(trainer.failure()).isEmpty();
    }
    // Then
    assertThat(kafka.raw(topics.deadLetters())).hasSize(1);
    assertThat(newestHealth(kafka, topics).getEventTime()).isEqualTo(start.plusSeconds(19));
  }

  private Trainer start(Topics topics) {
    return Trainer.start(config(topics, Map.of()), console::add);
  }

  private static TrainerConfig config(Topics topics, Map<String, String> settings) {
    return Configs.in(
        topics, Configs.of(KEY, "naive", stack.bootstrapServers(), stack.registryUrl(), settings));
  }

  private static TrainerConfig latest(Topics topics) {
    return config(topics, Map.of()).toBuilder().start(TrainerConfig.Start.LATEST).build();
  }

  private static Kafka kafka(Topics topics) {
    var kafka = new Kafka(stack, topics);
    kafka.createTopics(1);
    return kafka;
  }

  private static void configure(String topic, String key, String value) throws Exception {
    var set = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    admin
        .incrementalAlterConfigs(
            Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(set)))
        .all()
        .get();
  }

  private static void recreate(Topics topics) throws Exception {
    admin.deleteTopics(List.of(topics.examples())).all().get();
    await()
        .atMost(Kafka.patience())
        .ignoreExceptionsInstanceOf(java.util.concurrent.ExecutionException.class)
        .until(
            () -> {
              admin
                  .createTopics(List.of(new NewTopic(topics.examples(), 1, (short) 1)))
                  .all()
                  .get();
              return true;
            });
    await()
        .atMost(Kafka.patience())
        .ignoreExceptionsMatching(e -> e.getCause() instanceof UnknownTopicOrPartitionException)
        .until(
            () -> {
              admin.describeTopics(List.of(topics.examples())).allTopicNames().get();
              return true;
            });
  }

  private static void awaitLive(Trainer trainer) {
    await().atMost(Kafka.patience()).until(() -> trainer.state() == Trainer.State.LIVE);
  }

  private static void awaitPredictions(Kafka kafka, Topics topics, int count) {
    await()
        .atMost(Kafka.patience())
        .untilAsserted(() -> assertThat(kafka.raw(topics.predictions())).hasSize(count));
  }

  private static Health newestHealth(Kafka kafka, Topics topics) {
    List<Health> health = kafka.read(topics.health(), Health.class);
    return health.get(health.size() - 1);
  }

  private static double lag(Kafka kafka, Topics topics) {
    List<Health> health = kafka.read(topics.health(), Health.class);
    return health.isEmpty() ? -1 : newestHealth(kafka, topics).getMetrics().get("lag");
  }

  private static Map<String, String> newestAlarms(Kafka kafka, Topics topics) {
    List<Health> health = kafka.read(topics.health(), Health.class);
    return health.isEmpty()
        ? Map.of()
        : newestHealth(kafka, topics).getAlarms().stream()
            .collect(Collectors.toMap(Alarm::getName, Alarm::getText));
  }

  private static List<Example> examples(int count) {
    return IntStream.range(0, count).mapToObj(i -> example("e" + i)).toList();
  }

  private static Example example(String id) {
    return Kafka.example(id, 1, "t", Role.LEARN, RandomSource.XO_RO_SHI_RO_128_PP.create(3));
  }

  /** Returns bytes that no compression makes smaller. */
  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    RandomSource.XO_RO_SHI_RO_128_PP.create(5).nextBytes(bytes);
    return bytes;
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String key) {
    return new String(record.headers().lastHeader(key).value(), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
