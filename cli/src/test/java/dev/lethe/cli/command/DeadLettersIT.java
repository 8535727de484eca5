package dev.lethe.cli.command;

import static dev.lethe.cli.command.Letters.bytes;
import static dev.lethe.cli.command.Letters.letter;
import static dev.lethe.cli.command.Letters.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.Role;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import dev.lethe.trainer.input.DeadLetterLimits;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lethe dead-letters list} and {@code show} against a real broker and a real registry. */
class DeadLettersIT {
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
  void shouldCountByReasonAndRun() throws Exception {
    // Given
    Topics topics = letters.topics("counts");
    letters.send(
        letter(topics, "one", 0, 5, "a", LABEL.formatted(11)),
        letter(topics, "one", 0, 6, "b", LABEL.formatted(12)),
        letter(topics, "two", 0, 5, "a", LABEL.formatted(11)),
        letter(topics, "two", 0, 7, "c", "task: got 'x', expected text"),
        new ProducerRecord<>(topics.deadLetters(), bytes("foreign")));

    // When
    Result table = letters.deadLetters(topics, "list");
    Result json = letters.deadLetters(topics, "list", "--json", "--run=two");

    // Then
    assertThat(table.code()).isZero();
    assertThat(table.out().lines().findFirst().orElseThrow())
        .matches("letters +replayed +run +newest +example +reason");
    assertThat(table.out())
        .containsPattern(
            "2 +0 +one +1970-01-01T00:00:06Z +\\d/\\d+ +IllegalStateException: label: got …, expected 0 to 9")
        .containsPattern("1 +0 +two .* IllegalStateException: task: got …, expected text")
        .containsPattern("1 +0 +\\? .* \\(no error headers\\)")
        .contains("5 dead letters on counts.examples.dlq, 0 replayed");
    JsonNode groups = new ObjectMapper().readTree(json.out());
    assertThat(groups).hasSize(2);
    assertThat(groups.get(0).get("letters").asLong()).isEqualTo(1);
    assertThat(groups.get(0).get("run").asText()).isEqualTo("two");
  }

  @Test
  void shouldSelectByTime() throws Exception {
    // Given
    Topics topics = letters.topics("times");
    for (int i = 0; i < 4; i++) {
      letters.send(letter(topics, "one", 0, i, "v" + i, LABEL.formatted(1)));
    }

    // When
    Result replay =
        letters.deadLetters(
            topics, "replay", "--from=1970-01-01T00:00:01Z", "--to=1970-01-01T00:00:03Z");
    Result wrong =
        letters.deadLetters(
            topics, "list", "--from=1970-01-01T00:00:03Z", "--to=1970-01-01T00:00:03Z");

    // Then
    assertThat(replay.out()).contains("replayed: 2 records");
    assertThat(letters.records(topics.examples()))
        .extracting(ConsumerRecord::timestamp)
        .containsExactlyInAnyOrder(1000L, 2000L);
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("to: got 1970-01-01T00:00:03Z, expected a time after");
  }

  @Test
  void shouldShowHeadersAndDecodedValue() throws Exception {
    // Given
    Topics topics = letters.topics("show");
    var registry = new ConfluentSchemaRegistry(stack.registryUrl(), Map.of());
    var example = new Example("id-1", Instant.EPOCH, List.of(1.5f), 7, null, Role.LEARN);
    byte[] value =
        new AvroSerdes(registry, true).<Example>serializer().serialize(topics.examples(), example);
    letters.send(
        letter(
            topics,
            "one",
            record(topics, 0, 5, "key", value),
            LABEL.formatted(7),
            DeadLetterLimits.NONE));
    String position =
        new ObjectMapper()
            .readTree(letters.deadLetters(topics, "list", "--json").out())
            .get(0)
            .get("example")
            .asText();

    // When
    Result shown =
        letters.deadLetters(
            topics, "show", "--offset=" + position, "--schema-registry-url=" + stack.registryUrl());
    Result missing = letters.deadLetters(topics, "show", "--offset=0/999");
    Result wrong = letters.deadLetters(topics, "show", "--offset=7");

    // Then
    assertThat(shown.code()).as(shown.err()).isZero();
    assertThat(shown.out())
        .startsWith("show.examples.dlq-" + position.replace('/', '@'))
        .contains("timestamp: 1970-01-01T00:00:05Z (CreateTime)", "key: key", "  own: header")
        .contains("  __streams.errors.message: label: got 7, expected 0 to 9")
        .contains("  lethe.run: one")
        .containsPattern("value: \\d+ bytes, Avro: \\{\"id\": \"id-1\"");
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err())
        .contains("offset: got 0/999, expected the offset of a record of show.examples.dlq");
    assertThat(wrong.err()).contains("offset: got '7', expected PARTITION/OFFSET");
  }
}
