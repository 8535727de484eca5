package dev.lethe.cli.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.scenarios.ExampleStream;
import dev.lethe.scenarios.Scaling;
import dev.lethe.scenarios.Scenario;
import dev.lethe.scenarios.ScenarioOptions;
import dev.lethe.scenarios.data.Dataset;
import dev.lethe.scenarios.data.Datasets;
import dev.lethe.scenarios.data.Glyphs;
import dev.lethe.scenarios.data.Split;
import dev.lethe.scenarios.data.Values;
import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.DType;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.InMemorySchemaRegistry;
import dev.lethe.schemas.Role;
import dev.lethe.schemas.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeederTest {
  private static final Instant NOW = Instant.ofEpochMilli(1_000);

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final ExampleStream stream =
      Scenario.parse("split", ScenarioOptions.seeded(1)).over(new Glyphs(1, 100, 20).draw());

  @Test
  void shouldSendTheStreamInOrderAndEndItWithABoundary() {
    // Given
    var producer = producer(true);
    var progress = new ArrayList<Long>();
    // When
    long training = feeder(producer).send(stream, 0, () -> true, progress::add, warning -> {});
    // Then
    List<Example> sent = sent(producer);
    assertThat(training).isEqualTo(100);
    assertThat(sent).hasSize(121);
    assertThat(sent.get(120).getRole()).isEqualTo(Role.BOUNDARY);
    assertThat(sent).filteredOn(e -> e.getRole() == Role.EVALUATE).hasSize(20);
    assertThat(sent.subList(0, 120)).extracting(Example::getId).doesNotHaveDuplicates();
    assertThat(sent.get(0).getTask()).isEqualTo("0-1");
    assertThat(sent.get(119).getTask()).isEqualTo("8-9");
    assertThat(sent).allMatch(e -> e.getEventTime().equals(NOW));
    assertThat(((Tensor) sent.get(0).getFeatures()).getShape()).containsExactly(28, 28);
    assertThat(progress).hasSize(120).endsWith(120L);
    assertThat(producer.history()).allMatch(r -> r.key() != null && r.topic().equals("in"));
  }

  @Test
  void shouldSendNumbersAsLittleEndianFloats() {
    // Given a row of 1.5f and -2f, which are 3fc00000 and c0000000 in IEEE 754
    Split rows = new Split(2, new Values.Floats(new float[] {1.5f, -2f}), new int[1]);
    Split none = new Split(2, new Values.Floats(new float[0]), new int[0]);
    var table = new Dataset("table", 1, 2, 2, rows, none);
    var producer = producer(true);
    // When
    feeder(producer)
        .send(
            Scenario.parse("as-is", ScenarioOptions.seeded(1)).over(table),
            0,
            () -> true,
            sent -> {},
            warning -> {});
    // Then
    var tensor = (Tensor) sent(producer).get(0).getFeatures();
    assertThat(tensor.getDtype()).isEqualTo(DType.FLOAT32);
    assertThat(tensor.getShape()).containsExactly(2);
    byte[] data = new byte[8];
    tensor.getData().get(data);
    assertThat(data).containsExactly(0, 0, 0xc0, 0x3f, 0, 0, 0, 0xc0);
  }

  @Test
  void shouldWarnOfAValueThatSpoilsItsColumn(@TempDir Path directory) throws IOException {
    // Given
    String rows = "1.5,0\n2,1\n3,0\n".repeat(20);
    Path file = Files.writeString(directory.resolve("t.csv"), rows + "100000,1\n" + rows);
    var options = ScenarioOptions.builder().scaling(Scaling.parse("running")).build();
    ExampleStream table = Scenario.parse("as-is", options).over(Datasets.load("csv", file, 1));
    List<String> warnings = new ArrayList<>();
    // When
    feeder(producer(true)).send(table, 0, () -> true, sent -> {}, warnings::add);
    // Then
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("normalise: got 1.000e+05 in row 61, feature column 1");
  }

  @Test
  void shouldNameTheClassesOfATableInHeaders(@TempDir Path directory) throws IOException {
    // Given
    Path file = Files.writeString(directory.resolve("t.csv"), "1,UP\n2,DOWN\n3,UP\n");
    ExampleStream table =
        Scenario.parse("as-is", ScenarioOptions.seeded(1)).over(Datasets.load("csv", file, 1));
    var producer = producer(true);
    // When
    feeder(producer).send(table, 0, () -> true, sent -> {}, warning -> {});
    // Then
    assertThat(producer.history())
        .extracting(record -> record.headers().lastHeader(Feeder.CLASS_NAMES))
        .extracting(header -> header == null ? null : new String(header.value(), UTF_8))
        .containsExactly("DOWN,UP", null, null, "DOWN,UP");
    assertThat(sent(producer)).extracting(Example::getLabel).containsExactly(1, 0, 1, null);
  }

  @Test
  void shouldDistinguishIdsOfFilesInOneTopic(@TempDir Path directory) throws IOException {
    // Given
    var producer = producer(true);
    for (String rows : List.of("1.5,0\n2,1\n", "1.5,2\n2,2\n")) {
      Path file = Files.writeString(directory.resolve("t.csv"), rows);
      ExampleStream table =
          Scenario.parse("as-is", ScenarioOptions.seeded(1)).over(Datasets.load("csv", file, 1));
      // When
      feeder(producer).send(table, 0, () -> true, sent -> {}, warning -> {});
    }
    // Then
    assertThat(sent(producer)).hasSize(6).extracting(Example::getId).doesNotHaveDuplicates();
    assertThat(sent(producer))
        .extracting(Example::getLabel)
        .containsExactly(0, 1, null, 2, 2, null);
  }

  @Test
  void shouldStopWhenRequested() {
    // Given
    var producer = producer(true);
    var remaining = new AtomicLong(7);
    // When
    feeder(producer)
        .send(stream, 0, () -> remaining.getAndDecrement() > 0, sent -> {}, warning -> {});
    // Then
    assertThat(sent(producer)).hasSize(8);
  }

  @Test
  void shouldFailWhenSendingFails() {
    // Given
    var producer = producer(false);
    // When / Then
    assertThatThrownBy(
            () ->
                feeder(producer)
                    .send(
                        stream,
                        0,
                        () -> {
                          producer.errorNext(new KafkaException("disk full"));
                          return true;
                        },
                        sent -> {},
                        warning -> {}))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("in failed")
        .hasRootCauseMessage("disk full");
  }

  private Feeder feeder(MockProducer<String, byte[]> producer) {
    return new Feeder(
        "in", producer, new AvroSerdes(registry, true), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static MockProducer<String, byte[]> producer(boolean autoComplete) {
    return new MockProducer<>(
        autoComplete, null, new StringSerializer(), new ByteArraySerializer());
  }

  private List<Example> sent(MockProducer<String, byte[]> producer) {
    var deserializer = new AvroDeserializer<>(registry, Example.class);
    return producer.history().stream().map(r -> deserializer.deserialize("in", r.value())).toList();
  }
}
