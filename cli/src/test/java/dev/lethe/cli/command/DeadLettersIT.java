package dev.lethe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lethe.cli.Lethe;
import dev.lethe.cli.topic.TopicReader;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.Role;
import dev.lethe.schemas.TopicAdmin;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import dev.lethe.trainer.input.DeadLetter;
import dev.lethe.trainer.input.DeadLetterLimits;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code lethe dead-letters} against a real broker and a real registry. */
class DeadLettersIT {
  private static final String LABEL = "label: got %d, expected 0 to 9";

  @TempDir private static Path directory;
  private static LocalStack stack;

  private record Result(int code, String out, String err) {}

  @BeforeAll
  static void start() {
    stack = LocalStack.start(StackConfig.ephemeral(directory), line -> {});
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void shouldCountByReasonAndRun() throws Exception {
    // Given
    Topics topics = topics("counts");
    send(
        letter(topics, "one", 0, 5, "a", LABEL.formatted(11)),
        letter(topics, "one", 0, 6, "b", LABEL.formatted(12)),
        letter(topics, "two", 0, 5, "a", LABEL.formatted(11)),
        letter(topics, "two", 0, 7, "c", "task: got 'x', expected text"),
        new ProducerRecord<>(topics.deadLetters(), bytes("foreign")));

    // When
    Result table = deadLetters(topics, "list");
    Result json = deadLetters(topics, "list", "--json", "--run=two");

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
  void shouldReplayEachRecordOnceWithItsKeyTimestampAndHeaders() throws Exception {
    // Given: two runs rejected the first record
    Topics topics = topics("once");
    send(
        letter(topics, "one", 1, 5, "a", LABEL.formatted(11)),
        letter(topics, "two", 1, 5, "a", LABEL.formatted(11)),
        letter(topics, "one", 0, 6, "b", "task: got 'x', expected text"));

    // When
    Result preview = deadLetters(topics, "replay", "--dry-run");
    Result labels = deadLetters(topics, "replay", "--reason=label: got");
    List<ConsumerRecord<byte[], byte[]>> afterLabels = records(topics.examples());
    Result all = deadLetters(topics, "replay");
    Result again = deadLetters(topics, "replay");

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
    assertThat(records(topics.examples())).hasSize(2);
    assertThat(deadLetters(topics, "list").out()).contains("3 dead letters", "3 replayed");
  }

  @Test
  void shouldReplayOnceAfterAnInterruptedReplay() throws Exception {
    // Given: a replay that has sent a record but not committed
    Topics topics = topics("interrupted");
    send(letter(topics, "one", 0, 5, "a", LABEL.formatted(11)));
    try (var interrupted = producer(Map.of("transactional.id", topics.deadLetterReplay()))) {
      interrupted.initTransactions();
      interrupted.beginTransaction();
      interrupted.send(new ProducerRecord<>(topics.examples(), bytes("a"))).get();

      // When
      Result replay = deadLetters(topics, "replay");

      // Then
      assertThat(replay.out()).contains("replayed: 1 records");
      assertThatThrownBy(interrupted::commitTransaction)
          .isInstanceOf(ProducerFencedException.class);
    }
    assertThat(records(topics.examples())).hasSize(1);
  }

  @Test
  void shouldRestoreWhatTheLetterDescribesAndSkipWhatItLacks() throws Exception {
    // Given
    Topics topics = topics("fitted");
    var limits = new DeadLetterLimits(10_000, Long.MAX_VALUE, 1000, true);
    send(
        letter(topics, "one", 0, 5, null, "a", LABEL.formatted(1), limits),
        letter(topics, "one", 0, 6, null, "b".repeat(20_000), LABEL.formatted(1), limits),
        letter(new Topics("other"), "one", topics.deadLetters()));

    // When
    Result replay = deadLetters(topics, "replay");

    // Then
    assertThat(replay.out())
        .contains("replayed: 1 records")
        .contains("skipped: 0 letters of records already replayed, 1 cut, 1 from elsewhere");
    assertThat(records(topics.examples()))
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
    Topics topics = topics("recreated");
    send(letter(topics, "one", 0, 5, "old", LABEL.formatted(1)));
    deadLetters(topics, "replay");
    send(letter(topics, "one", 0, 5, "new", LABEL.formatted(1)));

    // When
    Result replay = deadLetters(topics, "replay");

    // Then
    assertThat(replay.out()).contains("replayed: 1 records");
    assertThat(records(topics.examples())).hasSize(2);
  }

  @Test
  void shouldNotTakeTheHeadersOfAProducerForNotes() throws Exception {
    // Given: a record whose headers look like those of Lethe
    Topics topics = topics("hostile");
    var record = record(topics, 0, 5, "key", bytes("a"));
    record.headers().add("lethe.replayed", bytes("anything")).add("lethe.timestamp", bytes("x"));
    send(letter(topics, "one", record, LABEL.formatted(1), DeadLetterLimits.NONE));

    // When
    Result replay = deadLetters(topics, "replay");

    // Then
    assertThat(replay.out()).contains("replayed: 1 records");
    assertThat(deadLetters(topics, "list").out()).contains("1 dead letters", "1 replayed");
  }

  @Test
  void shouldSelectByTime() throws Exception {
    // Given
    Topics topics = topics("times");
    for (int i = 0; i < 4; i++) {
      send(letter(topics, "one", 0, i, "v" + i, LABEL.formatted(1)));
    }

    // When
    Result replay =
        deadLetters(topics, "replay", "--from=1970-01-01T00:00:01Z", "--to=1970-01-01T00:00:03Z");
    Result wrong =
        deadLetters(topics, "list", "--from=1970-01-01T00:00:03Z", "--to=1970-01-01T00:00:03Z");

    // Then
    assertThat(replay.out()).contains("replayed: 2 records");
    assertThat(records(topics.examples()))
        .extracting(ConsumerRecord::timestamp)
        .containsExactlyInAnyOrder(1000L, 2000L);
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("to: got 1970-01-01T00:00:03Z, expected a time after");
  }

  @Test
  void shouldShowHeadersAndDecodedValue() throws Exception {
    // Given
    Topics topics = topics("show");
    var registry = new ConfluentSchemaRegistry(stack.registryUrl(), Map.of());
    var example = new Example("id-1", Instant.EPOCH, List.of(1.5f), 7, null, Role.LEARN);
    byte[] value =
        new AvroSerdes(registry, true).<Example>serializer().serialize(topics.examples(), example);
    send(
        letter(
            topics,
            "one",
            record(topics, 0, 5, "key", value),
            LABEL.formatted(7),
            DeadLetterLimits.NONE));
    String position =
        new ObjectMapper()
            .readTree(deadLetters(topics, "list", "--json").out())
            .get(0)
            .get("example")
            .asText();

    // When
    Result shown =
        deadLetters(
            topics, "show", "--offset=" + position, "--schema-registry-url=" + stack.registryUrl());
    Result missing = deadLetters(topics, "show", "--offset=0/999");
    Result wrong = deadLetters(topics, "show", "--offset=7");

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

  private static Topics topics(String prefix) {
    var topics = new Topics(prefix);
    try (var cluster = ClusterAdmin.connect(stack.bootstrapServers(), Map.of())) {
      new TopicAdmin(cluster)
          .create(
              topics.definitions(2, (short) 1).stream()
                  .filter(topic -> topic.name().startsWith(topics.examples()))
                  .toList());
    }
    return topics;
  }

  private static ProducerRecord<byte[], byte[]> letter(
      Topics topics, String run, int partition, long offset, String value, String error) {
    return letter(
        topics,
        run,
        record(topics, partition, offset, "key", bytes(value)),
        error,
        DeadLetterLimits.NONE);
  }

  private static ProducerRecord<byte[], byte[]> letter(
      Topics topics,
      String run,
      int partition,
      long offset,
      String key,
      String value,
      String error,
      DeadLetterLimits limits) {
    return letter(topics, run, record(topics, partition, offset, key, bytes(value)), error, limits);
  }

  /** Returns a letter of another installation. */
  private static ProducerRecord<byte[], byte[]> letter(Topics other, String run, String topic) {
    return DeadLetter.of(
        topic,
        run,
        record(other, 0, 1, "key", bytes("x")),
        new IllegalStateException("x"),
        DeadLetterLimits.NONE,
        System.currentTimeMillis());
  }

  private static ProducerRecord<byte[], byte[]> letter(
      Topics topics,
      String run,
      ConsumerRecord<byte[], byte[]> record,
      String error,
      DeadLetterLimits limits) {
    return DeadLetter.of(
        topics.deadLetters(),
        run,
        record,
        new IllegalStateException(error),
        limits,
        System.currentTimeMillis());
  }

  /** Returns a record of the input, as many seconds after 1970 as its offset. */
  private static ConsumerRecord<byte[], byte[]> record(
      Topics topics, int partition, long offset, String key, byte[] value) {
    var headers = new RecordHeaders();
    headers.add("own", bytes("header"));
    return new ConsumerRecord<>(
        topics.examples(),
        partition,
        offset,
        offset * 1000,
        TimestampType.CREATE_TIME,
        -1,
        -1,
        key == null ? null : bytes(key),
        value,
        headers,
        Optional.empty());
  }

  @SafeVarargs
  private static void send(ProducerRecord<byte[], byte[]>... records) throws Exception {
    try (var producer = producer(Map.of())) {
      for (var record : records) {
        producer.send(record).get();
      }
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
    var all = new HashMap<>(settings);
    all.put("bootstrap.servers", stack.bootstrapServers());
    return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    Map<String, Object> settings = Map.of("bootstrap.servers", stack.bootstrapServers());
    try (var reader = new TopicReader(settings, topic)) {
      reader.forEach(records::add);
    }
    return records;
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static Result deadLetters(Topics topics, String... arguments) {
    List<String> all = new ArrayList<>(List.of("dead-letters"));
    all.addAll(Arrays.asList(arguments));
    all.add("--topic-prefix=" + topics.prefix());
    all.add("--bootstrap-server=" + stack.bootstrapServers());
    var out = new StringWriter();
    var err = new StringWriter();
    CommandLine lethe = Lethe.commandLine(Map.of());
    lethe.setOut(new PrintWriter(out, true));
    lethe.setErr(new PrintWriter(err, true));
    int code = lethe.execute(all.toArray(String[]::new));
    return new Result(code, out.toString(), err.toString());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
