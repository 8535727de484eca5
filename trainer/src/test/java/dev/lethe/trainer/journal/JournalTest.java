package dev.lethe.trainer.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.AvroSerializer;
import dev.lethe.schemas.InMemorySchemaRegistry;
import dev.lethe.schemas.JournalEntry;
import dev.lethe.schemas.JournalStep;
import dev.lethe.schemas.OffsetRange;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class JournalTest {
  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final JournalReader reader =
      new JournalReader("a", new AvroDeserializer<>(registry, JournalEntry.class));

  @Test
  void shouldJoinAdjacentOffsetsAndKeepTheOrderAcrossPartitions() {
    // Given
    var writer = new JournalWriter("a", 4);
    // When
    writer.add(0, 0, 10);
    writer.add(0, 0, 11);
    writer.add(0, 1, 5);
    writer.add(0, 0, 12);
    writer.add(1, 0, 13);
    // Then
    assertThat(writer.nextEntry())
        .isEqualTo(
            new JournalEntry(
                "a",
                4L,
                List.of(
                    new JournalStep(
                        0L, List.of(range(0, 10, 12), range(1, 5, 6), range(0, 12, 13))),
                    new JournalStep(1L, List.of(range(0, 13, 14))))));
    writer.add(1, 0, 14);
    assertThat(writer.nextEntry().getSequence()).isEqualTo(5);
  }

  @Test
  void shouldSpanOffsetsWithoutARecord() {
    // Given a transaction marker at offset 11
    var writer = new JournalWriter("a", 0);
    // When
    writer.add(0, 0, 10);
    writer.add(0, 0, 12);
    // Then
    assertThat(writer.nextEntry().getSteps().get(0).getRanges()).containsExactly(range(0, 10, 13));
  }

  @Test
  void shouldSkipEntriesOfOtherRuns() {
    assertThat(reader.read(record("b", 7))).isEmpty();
    assertThat(reader.read(record("a", 0))).isPresent();
    assertThat(reader.entries()).isEqualTo(1);
  }

  @Test
  void shouldDetectAMissingEntry() {
    // Given
    assertThat(reader.read(record("a", 0))).isPresent();
    // When / Then
    assertThatThrownBy(() -> reader.read(record("a", 2)))
        .isInstanceOf(JournalReader.JournalBrokenException.class)
        .hasMessageContaining("got entry 2")
        .hasMessageContaining("expected entry 1");
  }

  private ConsumerRecord<byte[], byte[]> record(String run, long sequence) {
    var serializer = new AvroSerializer<JournalEntry>(registry, true);
    byte[] value = serializer.serialize("j", new JournalEntry(run, sequence, List.of()));
    return new ConsumerRecord<>("j", 0, sequence, null, value);
  }

  private static OffsetRange range(int partition, long from, long until) {
    return new OffsetRange(partition, from, until);
  }
}
