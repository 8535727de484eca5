package dev.lethe.cli.command;

import static dev.lethe.cli.command.Letters.bytes;
import static dev.lethe.cli.command.Letters.header;
import static dev.lethe.cli.command.Letters.letter;
import static dev.lethe.cli.command.Letters.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import dev.lethe.trainer.input.DeadLetterLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lethe dead-letters replay} against a real broker. */
class DeadLetterReplayIT {
  private static final String LABEL = "label: got %d, expected 0 to 9";

  @TempDir private static Path directory;
  private static LocalStack stack;
  private static Letters letters;

  @BeforeAll
  static void start() {
    stack = LocalStack.start(StackConfig.ephemeral(directory), line -> {});
    letters = new Letters(stack);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void shouldReplayEachRecordOnceWithItsKeyTimestampAndHeaders() throws Exception {
    // Given: two runs rejected the first record
    Topics topics = letters.topics("once");
    letters.send(
        letter(topics, "one", 1, 5, "a", LABEL.formatted(11)),
        letter(topics, "two", 1, 5, "a", LABEL.formatted(11)),
        letter(topics, "one", 0, 6, "b", "task: got 'x', expected text"));

    // When
    Result preview = letters.deadLetters(topics, "replay", "--dry-run");
    Result labels = letters.deadLetters(topics, "replay", "--reason=label: got");
    List<ConsumerRecord<byte[], byte[]>> afterLabels = letters.records(topics.examples());
    Result all = letters.deadLetters(topics, "replay");
    Result again = letters.deadLetters(topics, "replay");

    // Then
    assertThat(preview.out())
        .contains("would replay: 2 records to once.examples")
        .contains("skipped: 1 letters of records already replayed, 0 cut, 0 from elsewhere");
    assertThat(labels.out())
        .contains("replayed: 1 records to once.examples (reason contains 'label: got')");
    assertThat(afterLabels).hasSize(1);
    assertThat(all.out()).contains("replayed: 1 records").contains("skipped: 2 letters");
    assertThat(again.out()).contains("replayed: 0 records").contains("skipped: 3 letters");
    ConsumerRecord<byte[], byte[]> record = afterLabels.get(0);
    assertThat(record.partition()).isEqualTo(1);
    assertThat(record.timestamp()).isEqualTo(5000);
    assertThat(record.key()).isEqualTo(bytes("key"));
    assertThat(record.value()).isEqualTo(bytes("a"));
    assertThat(record.headers().toArray())
        .extracting(Header::key)
        .containsExactly("own", "lethe.replayed.from");
    assertThat(header(record, "lethe.replayed.from")).matches("once\\.examples\\.dlq-[01]@\\d+");
    assertThat(letters.records(topics.examples())).hasSize(2);
    assertThat(letters.deadLetters(topics, "list").out()).contains("3 dead letters", "3 replayed");
  }

  @Test
  void shouldReplayOnceAfterAnInterruptedReplay() throws Exception {
    // Given: a replay that has sent a record but not committed
    Topics topics = letters.topics("interrupted");
    letters.send(letter(topics, "one", 0, 5, "a", LABEL.formatted(11)));
    try (var interrupted =
        letters.producer(Map.of("transactional.id", topics.deadLetterReplay()))) {
      interrupted.initTransactions();
      interrupted.beginTransaction();
      interrupted.send(new ProducerRecord<>(topics.examples(), bytes("a"))).get();

      // When
      Result replay = letters.deadLetters(topics, "replay");

      // Then
      assertThat(replay.out()).contains("replayed: 1 records");
      assertThatThrownBy(interrupted::commitTransaction)
          .isInstanceOf(ProducerFencedException.class);
    }
    assertThat(letters.records(topics.examples())).hasSize(1);
  }

  @Test
  void shouldRestoreWhatTheLetterDescribesAndSkipWhatItLacks() throws Exception {
    // Given
    Topics topics = letters.topics("fitted");
    var limits = new DeadLetterLimits(10_000, Long.MAX_VALUE, 1000, true);
    letters.send(
        letter(topics, "one", 0, 5, null, "a", LABEL.formatted(1), limits),
        letter(topics, "one", 0, 6, null, "b".repeat(20_000), LABEL.formatted(1), limits),
        letter(new Topics("other"), "one", topics.deadLetters()));

    // When
    Result replay = letters.deadLetters(topics, "replay");

    // Then
    assertThat(replay.out())
        .contains("replayed: 1 records")
        .contains("skipped: 0 letters of records already replayed, 1 cut, 1 from elsewhere");
    assertThat(letters.records(topics.examples()))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.timestamp()).isEqualTo(5000);
              assertThat(record.key()).isNull();
              assertThat(record.headers().toArray()).hasSize(2);
            });
  }

  @Test
  void shouldReplayARecordOfARecreatedTopic() throws Exception {
    // Given: another record at the same offset
    Topics topics = letters.topics("recreated");
    letters.send(letter(topics, "one", 0, 5, "old", LABEL.formatted(1)));
    letters.deadLetters(topics, "replay");
    letters.send(letter(topics, "one", 0, 5, "new", LABEL.formatted(1)));

    // When
    Result replay = letters.deadLetters(topics, "replay");

    // Then
    assertThat(replay.out()).contains("replayed: 1 records");
    assertThat(letters.records(topics.examples())).hasSize(2);
  }

  @Test
  void shouldNotTakeTheHeadersOfAProducerForNotes() throws Exception {
    // Given: a record whose headers look like those of Lethe
    Topics topics = letters.topics("hostile");
    var record = record(topics, 0, 5, "key", bytes("a"));
    record.headers().add("lethe.replayed", bytes("anything")).add("lethe.timestamp", bytes("x"));
    letters.send(letter(topics, "one", record, LABEL.formatted(1), DeadLetterLimits.NONE));

    // When
    Result replay = letters.deadLetters(topics, "replay");

    // Then
    assertThat(replay.out()).contains("replayed: 1 records");
    assertThat(letters.deadLetters(topics, "list").out()).contains("1 dead letters", "1 replayed");
  }
}
