package dev.lethe.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class AvroSerdeTest {
  private static final String TOPIC = "lethe.examples";

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final AvroSerializer<Example> serializer = new AvroSerializer<>(registry, true);
  private final AvroDeserializer<Example> deserializer =
      new AvroDeserializer<>(registry, Example.class);

  @Test
  void shouldReadBackWhatItWrote() {
    // Given
    Example example = example(new Tensor(DType.UINT8, List.of(1, 2), ByteBuffer.wrap(new byte[2])));
    // When
    Example read = deserializer.deserialize(TOPIC, serializer.serialize(TOPIC, example));
    // Then
    assertThat(read).isEqualTo(example);
  }

  @Test
  void shouldWriteTheConfluentWireFormat() {
    // Given
    registry.register("another", SchemaBuilder.builder().intType());
    // When
    byte[] bytes = serializer.serialize(TOPIC, example(List.of(1f)));
    // Then
    assertThat(Arrays.copyOf(bytes, 5)).containsExactly(0, 0, 0, 0, 2);
    assertThat(registry.byId(2)).isEqualTo(Example.getClassSchema());
  }

  @Test
  void shouldNotRegisterASchemaUnlessTold() {
    // Given
    var strict = new AvroSerializer<Example>(registry, false);
    // When / Then
    assertThatThrownBy(() -> strict.serialize(TOPIC, example(List.of(1f))))
        .isInstanceOf(SchemaRegistry.UnknownSchemaException.class)
        .hasMessageContaining("lethe.examples-value");
  }

  @Test
  void shouldReadARecordWrittenWithAForeignCompatibleSchema() {
    // Given a producer that knows only the fields without defaults, and one of its own
    Schema foreign =
        SchemaBuilder.record("Example")
            .namespace("dev.lethe.schemas")
            .fields()
            .requiredString("id")
            .requiredString("colour")
            .requiredLong("eventTime")
            .name("features")
            .type(SchemaBuilder.array().items().floatType())
            .noDefault()
            .endRecord();
    var record =
        new GenericRecordBuilder(foreign)
            .set("id", "a")
            .set("colour", "red")
            .set("eventTime", 5L)
            .set("features", List.of(0.5f))
            .build();
    var writer = new AvroSerializer<GenericData.Record>(registry, true);
    // When
    Example read = deserializer.deserialize(TOPIC, writer.serialize(TOPIC, record));
    // Then
    assertThat(read.getId()).isEqualTo("a");
    assertThat(read.getEventTime()).isEqualTo(Instant.ofEpochMilli(5));
    assertThat(read.getLabel()).isNull();
    assertThat(read.getRole()).isEqualTo(Role.LEARN);
    assertThat(read.getFeatures()).isEqualTo(List.of(0.5f));
  }

  @Test
  void shouldRefuseBytesThatAreNoRecord() {
    byte[] good = serializer.serialize(TOPIC, example(List.of(1f, 2f)));
    byte[] unknownId = good.clone();
    unknownId[4] = 99;
    byte[] tooLong = Arrays.copyOf(good, good.length + 1);
    for (byte[] bad :
        List.of(
            new byte[0],
            "garbage".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            Arrays.copyOf(good, good.length - 3),
            unknownId,
            tooLong)) {
      assertThatThrownBy(() -> deserializer.deserialize(TOPIC, bad))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining(TOPIC);
    }
  }

  @Test
  void shouldRefuseALengthThatTheBytesCannotHold() {
    // Given a features array that claims a thousand million elements
    byte[] good = serializer.serialize(TOPIC, example(List.of(1f)));
    ByteBuffer bad = ByteBuffer.allocate(32).put(good, 0, 5).put((byte) 2).put((byte) 'a');
    bad.put((byte) 0).put((byte) 0).put(new byte[] {-128, -88, -42, -71, 7});
    byte[] bytes = Arrays.copyOf(bad.array(), bad.position());
    // When / Then
    assertThatThrownBy(() -> deserializer.deserialize(TOPIC, bytes))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void shouldNotCallARecordBadWhenTheRegistryIsAway() {
    // Given
    byte[] good = serializer.serialize(TOPIC, example(List.of(1f)));
    var away =
        new AvroDeserializer<>(
            new ConfluentSchemaRegistry("http://localhost:1", java.util.Map.of()), Example.class);
    // When / Then
    assertThatThrownBy(() -> away.deserialize(TOPIC, good))
        .isInstanceOf(SchemaRegistry.RegistryUnavailableException.class)
        .hasMessageContaining("http://localhost:1");
  }

  private static Example example(Object features) {
    return new Example("a", Instant.ofEpochMilli(5), features, 1, "t", Role.LEARN);
  }
}
