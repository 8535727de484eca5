package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Role;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Topics;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that dies in the middle of a live run, before a record with a new schema arrives. */
class RegistryLossIT {
  private static final LiveRuns RUNS = new LiveRuns();

  @TempDir static Path directory;
  private static StackProcess registry;
  private static ConfluentSchemaRegistry client;
  private final List<String> console = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void startStack() {
    RUNS.open(directory);
    registry = RUNS.registry();
    client = new ConfluentSchemaRegistry(RUNS.registryUrl(), Map.of());
  }

  @AfterAll
  static void stopStack() {
    RUNS.close();
    registry.close();
  }

  @Test
  void shouldWaitForTheSchemaOfARecordAndThenContinue() throws Exception {
    // Given
    var topics = new Topics("waiting");
    var kafka = RUNS.kafka(topics);
    int newer = registerNewer(topics);
    try (var trainer = live(kafka, topics)) {
      // When
      registry.kill();
      kafka.produceRaw(
          List.of(record(topics, "b"), newer(topics, "c", newer), record(topics, "d")));
      // Then what precedes the new schema is predicted, and state and alarm are true
      await()
          .atMost(Kafka.patience())
          .untilAsserted(
              () -> {
                assertThat(trainer.state()).isEqualTo(Trainer.State.RECOVERING);
                assertThat(kafka.lastRecord("run").getReason()).contains("did not answer");
                assertThat(RUNS.newestAlarms(kafka, topics)).containsKey("registry.unreachable");
                assertThat(predicted(kafka, topics)).containsExactly("a", "b");
              });
      await().atMost(Kafka.patience()).until(() -> RUNS.lag(kafka, topics) == 0);
      // When
      registry.restart();
      // Then nothing is lost, and the run was LIVE only while it was
      await()
          .atMost(Kafka.patience())
          .untilAsserted(
              () -> assertThat(predicted(kafka, topics)).containsExactly("a", "b", "c", "d"));
      assertThat(RUNS.newestAlarms(kafka, topics)).isEmpty();
      assertThat(trainer.state()).isEqualTo(Trainer.State.LIVE);
    }
    assertThat(kafka.raw(topics.deadLetters())).isEmpty();
    assertThat(kafka.read(topics.runs(), Run.class))
        .extracting(Run::getState)
        .containsExactly(RunState.LIVE, RunState.RECOVERING, RunState.LIVE, RunState.STOPPED);
    assertThat(console)
        .anyMatch(line -> line.startsWith("ALARM run run: registry.unreachable: "))
        .contains("run run: alarm cleared: registry.unreachable");
  }

  @Test
  void shouldStopWhileItWaitsAndConsumeTheRecordLater() throws Exception {
    // Given
    var topics = new Topics("stopped");
    var kafka = RUNS.kafka(topics);
    int newer = registerNewer(topics);
    try (var trainer = live(kafka, topics)) {
      registry.kill();
      kafka.produceRaw(List.of(newer(topics, "b", newer), record(topics, "c")));
      await().atMost(Kafka.patience()).until(() -> trainer.state() == Trainer.State.RECOVERING);
    }
    // When it was closed
    assertThat(kafka.lastRecord("run").getState()).isEqualTo(RunState.STOPPED);
    assertThat(predicted(kafka, topics)).containsExactly("a");
    registry.restart();
    // Then
    try (var again = RUNS.start(topics, console)) {
      await()
          .atMost(Kafka.patience())
          .untilAsserted(() -> assertThat(predicted(kafka, topics)).containsExactly("a", "b", "c"));
      assertThat(again.failure()).isEmpty();
    }
    assertThat(kafka.raw(topics.deadLetters())).isEmpty();
    assertThat(kafka.lastRecord("run").getSettings()).doesNotContainKey("skipped");
  }

  /**
   * Starts a run that has predicted one example, and reads what the test reads without registry.
   */
  private Trainer live(Kafka kafka, Topics topics) {
    var trainer = RUNS.start(topics, console);
    kafka.produceRaw(List.of(record(topics, "a")));
    await()
        .atMost(Kafka.patience())
        .untilAsserted(
            () -> {
              assertThat(trainer.state()).isEqualTo(Trainer.State.LIVE);
              assertThat(predicted(kafka, topics)).containsExactly("a");
              assertThat(kafka.lastRecord("run").getState()).isEqualTo(RunState.LIVE);
              assertThat(RUNS.newestAlarms(kafka, topics)).isEmpty();
              assertThat(RUNS.lag(kafka, topics)).isZero();
            });
    return trainer;
  }

  private static List<String> predicted(Kafka kafka, Topics topics) {
    return kafka.read(topics.predictions(), Prediction.class).stream()
        .map(Prediction::getId)
        .toList();
  }

  /** Registers the schema of examples with one more optional field, and returns its id. */
  private static int registerNewer(Topics topics) {
    Schema known = Example.getClassSchema();
    Schema optional = SchemaBuilder.unionOf().nullType().and().stringType().endUnion();
    var fields =
        Stream.concat(
                known.getFields().stream().map(field -> new Schema.Field(field, field.schema())),
                Stream.of(
                    new Schema.Field("source", optional, null, Schema.Field.NULL_DEFAULT_VALUE)))
            .toList();
    Schema newer =
        Schema.createRecord(known.getName(), known.getDoc(), known.getNamespace(), false, fields);
    return client.register(topics.examples() + "-value", newer);
  }

  /** Returns a record with the schema of {@link #registerNewer}. */
  private static ProducerRecord<byte[], byte[]> newer(Topics topics, String id, int schema) {
    byte[] known = record(topics, id).value();
    // The last byte says that the optional field is null.
    byte[] value = Arrays.copyOf(known, known.length + 1);
    ByteBuffer.wrap(value).putInt(1, schema);
    return new ProducerRecord<>(topics.examples(), value);
  }

  private static ProducerRecord<byte[], byte[]> record(Topics topics, String id) {
    Example example =
        Kafka.example(id, 1, "t", Role.LEARN, RandomSource.XO_RO_SHI_RO_128_PP.create(3));
    var serializer = new AvroSerdes(client, true).<Example>serializer();
    return new ProducerRecord<>(
        topics.examples(), serializer.serialize(topics.examples(), example));
  }
}
