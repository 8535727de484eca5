package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters that their topic refuses: the run sends what the topic accepts and continues. */
class DeadLetterRefusalIT {
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
  @DisplayName("dead letter refused by time")
  void shouldSendADeadLetterWithoutATimestampThatItsTopicRefuses() throws Exception {
    // Given an input that accepts records a day ahead
    var topics = new Topics("ahead");
    var kafka = RUNS.kafka(topics);
    RUNS.configure(topics.examples(), "message.timestamp.after.max.ms", "100000000");
    long ahead = Instant.now().plus(Duration.ofHours(23)).toEpochMilli();
    // When
    try (var trainer = RUNS.start(topics, console)) {
      kafka.produceRaw(
          List.of(new ProducerRecord<>(topics.examples(), null, ahead, null, Records.utf8("bad"))));
      kafka.produce(List.of(Records.example("good")));
      RUNS.awaitPredictions(kafka, topics, 1);
      assertThat(trainer.failure()).isEmpty();
    }
    // Then
    var letter = kafka.raw(topics.deadLetters()).get(0);
    assertThat(letter.timestamp()).isLessThan(ahead);
    assertThat(Records.header(letter, "lethe.timestamp")).isEqualTo(Long.toString(ahead));
    assertThat(letter.value()).isEqualTo(Records.utf8("bad"));
  }

  @Test
  void shouldLearnFromARefusalWhatTheTopicDoesNotAccept() throws Exception {
    // Given limits that change after they were read: no old timestamps, no record without a key
    var topics = new Topics("strict");
    var kafka = RUNS.kafka(topics);
    long old = Instant.now().minus(Duration.ofDays(3)).toEpochMilli();
    try (var trainer = RUNS.start(topics, console)) {
      RUNS.awaitLive(trainer);
      RUNS.configure(topics.deadLetters(), "message.timestamp.before.max.ms", "3600000");
      RUNS.configure(topics.deadLetters(), "cleanup.policy", "compact");
      RUNS.configure(topics.deadLetters(), "max.message.bytes", "50000");
      // When
      kafka.produceRaw(
          List.of(new ProducerRecord<>(topics.examples(), null, old, null, Records.utf8("bad"))));
      kafka.produceRaw(List.of(new ProducerRecord<>(topics.examples(), Records.random(200_000))));
      kafka.produce(List.of(Records.example("good")));
      // Then
      RUNS.awaitPredictions(kafka, topics, 1);
      assertThat(trainer.failure()).isEmpty();
    }
    assertThat(kafka.raw(topics.deadLetters()))
        .extracting(letter -> Records.header(letter, "__streams.errors.offset"))
        .containsExactly("0", "1");
    assertThat(kafka.read(topics.runs(), Run.class))
        .extracting(Run::getState)
        .startsWith(RunState.LIVE, RunState.RECOVERING)
        .endsWith(RunState.LIVE, RunState.STOPPED);
  }

  @Test
  @DisplayName("dead letter refused by size")
  void shouldCutADeadLetterThatIsTooLargeForItsTopic() throws Exception {
    // Given a dead-letter topic with the broker's default
    var topics = new Topics("cut");
    var kafka = RUNS.kafka(topics);
    RUNS.configure(topics.deadLetters(), "max.message.bytes", "1048588");
    // When
    try (var trainer = RUNS.start(topics, console)) {
      kafka.produceRaw(
          List.of(
              new ProducerRecord<>(
                  topics.examples(), Records.utf8("k"), Records.random(1_048_000))));
      kafka.produce(List.of(Records.example("good")));
      RUNS.awaitPredictions(kafka, topics, 1);
      assertThat(trainer.failure()).isEmpty();
    }
    // Then
    var letter = kafka.raw(topics.deadLetters()).get(0);
    assertThat(letter.value()).hasSizeBetween(1_000_000, 1_048_000);
    assertThat(Records.header(letter, "__streams.errors.offset")).isEqualTo("0");
    assertThat(console)
        .anyMatch(line -> line.contains("max.message.bytes: got 1048588 on cut.examples.dlq"));
  }
}
