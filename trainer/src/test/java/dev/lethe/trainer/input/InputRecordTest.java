package dev.lethe.trainer.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.AvroSerializer;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.InMemorySchemaRegistry;
import dev.lethe.schemas.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class InputRecordTest {
  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();

  @Test
  void shouldDecodeARecordOnce() {
    // Given
    var example = new Example("a", Instant.EPOCH, List.of(.5f), 1, null, Role.LEARN);
    byte[] value = new AvroSerializer<Example>(registry, true).serialize("examples", example);
    var record = new InputRecord(new ConsumerRecord<>("examples", 0, 7, null, value));
    // When
    var first = record.example(reader());
    // Then
    assertThat(record.example(reader())).isSameAs(first);
  }

  @Test
  void shouldRememberThatARecordIsUnreadable() {
    // Given
    var record = new InputRecord(new ConsumerRecord<>("examples", 0, 7, null, new byte[] {1, 2}));
    // When
    Throwable first = catchThrowable(() -> record.example(reader()));
    // Then
    assertThat(first).isInstanceOf(SerializationException.class);
    assertThat(catchThrowable(() -> record.example(reader()))).isSameAs(first);
  }

  private ExampleReader reader() {
    return new ExampleReader(new AvroDeserializer<>(registry, Example.class), Duration.ofDays(1));
  }
}
