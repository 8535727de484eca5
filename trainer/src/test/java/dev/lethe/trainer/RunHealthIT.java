package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.Example;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lag, alarms and event times of a live run: it never looks better than it is. */
class RunHealthIT {
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
  @DisplayName("lag")
  void shouldMeasureTheLagToTheHighWatermark() throws Exception {
    // Given
    var topics = new Topics("lag");
    var kafka = RUNS.kafka(topics);
    try (var trainer = RUNS.start(topics, console);
        var foreign =
            new KafkaProducer<byte[], byte[]>(
                Map.of("bootstrap.servers", RUNS.bootstrapServers(), "transactional.id", "foreign"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      RUNS.awaitLive(trainer);
      // When an open transaction hides the records behind it
      foreign.initTransactions();
      foreign.beginTransaction();
      foreign.send(new ProducerRecord<>(topics.examples(), Records.utf8("open"))).get();
      kafka.produce(Records.examples(39));
      // Then
      await().atMost(Kafka.patience()).until(() -> RUNS.lag(kafka, topics) == 40);
      foreign.abortTransaction();
      RUNS.awaitPredictions(kafka, topics, 39);
      await().atMost(Kafka.patience()).until(() -> RUNS.lag(kafka, topics) == 0);
    }
    // and a restart without new data has no lag, but an age
    try (var trainer = RUNS.start(topics, console)) {
      RUNS.awaitLive(trainer);
    }
    assertThat(RUNS.lag(kafka, topics)).isZero();
    assertThat(RUNS.newestHealth(kafka, topics).getMetrics().get("data.age.seconds")).isPositive();
  }

  @Test
  @DisplayName("all rejected")
  void shouldRaiseAnAlarmWhenAllRecordsAreRejected() {
    // Given
    var topics = new Topics("rejected");
    var kafka = RUNS.kafka(topics);
    try (var trainer = RUNS.start(topics, console)) {
      // When
      Example wide = Records.example("wide");
      wide.put("features", Collections.nCopies(784, 1f));
      kafka.produce(Collections.nCopies(7, wide));
      // Then
      await()
          .atMost(Kafka.patience())
          .untilAsserted(
              () ->
                  assertThat(RUNS.newestAlarms(kafka, topics))
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
  @DisplayName("a time in microseconds")
  void shouldCutElevenWindowsWhenOneTimeIsInMicroseconds() {
    // Given 600 records a second apart, from the middle of a minute on
    var topics = new Topics("micros");
    var kafka = RUNS.kafka(topics);
    Instant start = Instant.parse("2026-11-28T10:00:30Z");
    List<Example> stream = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      Example example = Records.example("e" + i);
      Instant time = start.plusSeconds(i);
      example.put("eventTime", i == 150 ? Instant.ofEpochMilli(time.toEpochMilli() * 1000) : time);
      stream.add(example);
    }
    TrainerConfig config = RUNS.config(topics, Map.of());
    var byMinute = config.learner().toBuilder().windows("time(ms=60000)").build();
    // When
    kafka.produce(stream);
    try (var trainer = Trainer.start(config.toBuilder().learner(byMinute).build(), console::add)) {
      RUNS.awaitPredictions(kafka, topics, 599);
      assertThat(trainer.failure()).isEmpty();
    }
    // Then
    assertThat(kafka.raw(topics.deadLetters()))
        .extracting(letter -> Records.header(letter, "__streams.errors.offset"))
        .containsExactly("150");
    Map<Integer, Long> sizes =
        kafka.read(topics.predictions(), Prediction.class).stream()
            .collect(Collectors.groupingBy(Prediction::getWindow, Collectors.counting()));
    assertThat(sizes)
        .hasSize(11)
        .containsEntry(0, 30L)
        .containsEntry(3, 59L)
        .containsEntry(10, 30L);
    assertThat(RUNS.newestHealth(kafka, topics).getEventTime()).isEqualTo(start.plusSeconds(599));
  }

  @Test
  @DisplayName("renamed field")
  void shouldRaiseAnAlarmWhenTheProducerRenamesTheLabel() {
    // Given a stream with labels
    var topics = new Topics("renamed");
    var kafka = RUNS.kafka(topics);
    kafka.produce(Records.examples(20));
    try (var trainer = RUNS.start(topics, console)) {
      RUNS.awaitPredictions(kafka, topics, 20);
      // When
      kafka.produceRenamed("label", "y", Records.examples(100));
      // Then
      await()
          .atMost(Kafka.patience())
          .untilAsserted(
              () ->
                  assertThat(RUNS.newestAlarms(kafka, topics))
                      .hasEntrySatisfying(
                          "labels.missing",
                          text ->
                              assertThat(text)
                                  .startsWith("None of the last 100 examples has a label")
                                  .contains("field label of the producer's schema")));
      assertThat(trainer.failure()).isEmpty();
    }
    assertThat(console).anyMatch(line -> line.startsWith("ALARM run run: labels.missing: None"));
  }
}
