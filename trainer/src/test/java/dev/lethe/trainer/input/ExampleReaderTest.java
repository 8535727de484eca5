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
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class ExampleReaderTest {
  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final ExampleReader reader =
      new ExampleReader(new AvroDeserializer<>(registry, dev.lethe.schemas.Example.class));

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
