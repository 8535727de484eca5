package dev.lethe.trainer.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Origin;
import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.AvroSerializer;
import dev.lethe.schemas.DType;
import dev.lethe.schemas.InMemorySchemaRegistry;
import dev.lethe.schemas.Role;
import dev.lethe.schemas.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExampleReaderTest {
  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final ExampleReader reader =
      new ExampleReader(
          new AvroDeserializer<>(registry, dev.lethe.schemas.Example.class), Duration.ofDays(1));

  @Test
  void shouldKeepBytesAsBytes() {
    // When
    Example example = read(new Tensor(DType.UINT8, List.of(1, 2), bytes(0, 255)));
    // Then
    assertThat(example.id()).isEqualTo("a");
    assertThat(example.origin()).isEqualTo(new Origin(2, 11));
    assertThat(example.eventTime()).isEqualTo(7);
    assertThat(example.label()).isEqualTo(3);
    assertThat(example.task()).isEqualTo("t");
    assertThat(example.role()).isEqualTo(dev.lethe.learner.stream.Role.EVALUATE);
    assertThat(example.features()).isInstanceOf(Features.Bytes.class);
    assertThat(floats(example)).containsExactly(0f, 1f);
  }

  @Test
  void shouldReadFloatTensorsAsLittleEndian() {
    // Given
    var data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(0.5f).putFloat(-2f);
    // When
    Example example = read(new Tensor(DType.FLOAT32, List.of(2), data.flip()));
    // Then
    assertThat(floats(example)).containsExactly(0.5f, -2f);
  }

  @Test
  void shouldReadPlainFloats() {
    assertThat(floats(read(List.of(0.5f, 1.5f)))).containsExactly(0.5f, 1.5f);
  }

  @Test
  void shouldRefuseDataThatDoesNotFillItsShape() {
    assertThatThrownBy(() -> read(new Tensor(DType.UINT8, List.of(3), bytes(1, 2))))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("got 2 bytes, expected 3");
  }

  @Test
  void shouldRefuseShapesWhoseSizeOverflows() {
    assertThatThrownBy(
            () -> read(new Tensor(DType.UINT8, List.of(1 << 16, 1 << 16, 1 << 16), bytes(1))))
        .isInstanceOf(SerializationException.class);
    assertThatThrownBy(() -> read(new Tensor(DType.UINT8, List.of(-1, -2), bytes(1, 2))))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("features.shape");
  }

  @Test
  void shouldRefuseATombstone() {
    assertThatThrownBy(() -> reader.read(record(null)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("got null");
  }

  @Test
  void shouldReadOnlyNullAsAnUnknownLabel() {
    // Given
    List<Float> features = List.of(0.5f);
    // When, Then
    assertThat(read(features, null, Role.LEARN).label()).isEqualTo(Example.UNLABELLED);
    assertThat(read(features, -1, Role.BOUNDARY).label()).isEqualTo(Example.UNLABELLED);
    assertThatThrownBy(() -> read(features, -1, Role.LEARN))
        .isInstanceOf(SerializationException.class)
        .hasMessage("label: got -1, expected a class index of at least 0, or null if unknown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"+10000-01-01T00:00:00Z", "+55840-05-09T00:00:00Z", "-0001-12-31T23:59:59Z"})
  void shouldRefuseAnEventTimeOutsideTheYears1To9999(String time) {
    assertThatThrownBy(() -> at(Instant.parse(time), -1))
        .isInstanceOf(SerializationException.class)
        .hasMessageStartingWith("eventTime: got " + time + ", expected a time within the years");
  }

  @Test
  void shouldRefuseAnEventTimeFarAheadOfItsRecord() {
    // Given
    Instant timestamp = Instant.parse("2026-11-28T10:00:00Z");
    // When, Then
    assertThat(at(timestamp.plus(Duration.ofDays(1)), timestamp.toEpochMilli())).isNotNull();
    assertThat(at(Instant.EPOCH, timestamp.toEpochMilli())).isNotNull();
    assertThat(at(timestamp.plus(Duration.ofDays(900)), -1)).isNotNull();
    assertThatThrownBy(() -> at(timestamp.plus(Duration.ofDays(2)), timestamp.toEpochMilli()))
        .isInstanceOf(SerializationException.class)
        .hasMessage(
            "eventTime: got 2026-11-30T10:00:00Z, expected at most PT24H (max.ahead) after the record's timestamp 2026-11-28T10:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"timestamp-micros", "timestamp-nanos", "local-timestamp-micros"})
  @DisplayName("a time in microseconds")
  void shouldRefuseAWriterSchemaWithAnotherUnitOfTime(String unit) {
    // Given
    String schema = dev.lethe.schemas.Example.getClassSchema().toString();
    Schema writer = new Schema.Parser().parse(schema.replace("timestamp-millis", unit));
    // When, Then
    assertThatThrownBy(() -> reader.read(record(written(writer, "LEARN"))))
        .isInstanceOf(SerializationException.class)
        .hasMessage(
            "eventTime: got values of type %s in the writer's schema, expected timestamp-millis"
                .formatted(unit));
  }

  @Test
  void shouldReadATimeWithoutAUnitAsMilliseconds() {
    // Given
    String schema = dev.lethe.schemas.Example.getClassSchema().toString();
    Schema writer =
        new Schema.Parser()
            .parse(
                schema.replace(
                    "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}", "\"long\""));
    assertThat(writer.getField("eventTime").schema().getLogicalType()).isNull();
    // When, Then
    assertThat(reader.read(record(written(writer, "LEARN"))).eventTime()).isEqualTo(7);
  }

  @Test
  @DisplayName("unknown role")
  void shouldRefuseARoleThatTheSchemaDoesNotKnow() {
    // Given
    String schema = dev.lethe.schemas.Example.getClassSchema().toString();
    Schema writer =
        new Schema.Parser().parse(schema.replace("\"EVALUATE\"", "\"EVALUATE\",\"SHADOW\""));
    // When, Then
    assertThatThrownBy(() -> reader.read(record(written(writer, "SHADOW"))))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("SHADOW");
    assertThat(reader.read(record(written(writer, "EVALUATE"))).role())
        .isEqualTo(dev.lethe.learner.stream.Role.EVALUATE);
  }

  private byte[] written(Schema writer, String role) {
    var example =
        new GenericRecordBuilder(writer)
            .set("id", "a")
            .set("eventTime", 7L)
            .set("features", List.of(0.5f))
            .set("role", new GenericData.EnumSymbol(writer.getField("role").schema(), role))
            .build();
    return new AvroSerializer<GenericData.Record>(registry, true).serialize("in", example);
  }

  private Example at(Instant eventTime, long timestamp) {
    var example = new dev.lethe.schemas.Example("a", eventTime, List.of(0.5f), 1, "t", Role.LEARN);
    byte[] value =
        new AvroSerializer<dev.lethe.schemas.Example>(registry, true).serialize("in", example);
    return reader.read(
        new ConsumerRecord<>(
            "in",
            2,
            11,
            timestamp,
            TimestampType.CREATE_TIME,
            0,
            value.length,
            null,
            value,
            new RecordHeaders(),
            Optional.empty()));
  }

  private Example read(Object features) {
    return read(features, 3, Role.EVALUATE);
  }

  private Example read(Object features, Integer label, Role role) {
    var example =
        new dev.lethe.schemas.Example("a", Instant.ofEpochMilli(7), features, label, "t", role);
    var serializer = new AvroSerializer<dev.lethe.schemas.Example>(registry, true);
    return reader.read(record(serializer.serialize("in", example)));
  }

  private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
    return new ConsumerRecord<>("in", 2, 11, null, value);
  }

  private static float[] floats(Example example) {
    float[] values = new float[example.features().size()];
    example.features().copyTo(values, 0);
    return values;
  }

  private static ByteBuffer bytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length);
    for (int value : values) {
      bytes.put((byte) value);
    }
    return bytes.flip();
  }
}
