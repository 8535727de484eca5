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
  void shouldJoinNeighboursOfOnePartitionAndKeepTheOrderAcrossPartitions() {
    // Given
    var writer = new JournalWriter("a", 4);
    // When
    writer.consumed(0, 0, 10);
    writer.consumed(0, 0, 11);
    writer.consumed(0, 1, 5);
    writer.consumed(0, 0, 12);
    writer.consumed(1, 0, 13);
    // Then
    assertThat(writer.next())
        .isEqualTo(
            new JournalEntry(
                "a",
                4L,
                List.of(
                    new JournalStep(
                        0L, List.of(range(0, 10, 12), range(1, 5, 6), range(0, 12, 13))),
                    new JournalStep(1L, List.of(range(0, 13, 14))))));
    writer.consumed(1, 0, 14);
    assertThat(writer.next().getSequence()).isEqualTo(5);
  }

  @Test
  void shouldSpanOffsetsThatHoldNoRecord() {
    // Given a transaction marker at offset 11
    var writer = new JournalWriter("a", 0);
    // When
    writer.consumed(0, 0, 10);
    writer.consumed(0, 0, 12);
    // Then
    assertThat(writer.next().getSteps().get(0).getRanges()).containsExactly(range(0, 10, 13));
  }

  @Test
  void shouldPassOverOtherRuns() {
    assertThat(reader.take(record("b", 7))).isEmpty();
    assertThat(reader.take(record("a", 0))).isPresent();
    assertThat(reader.next()).isEqualTo(1);
  }

  @Test
  void shouldNoticeAMissingEntry() {
    // Given
    assertThat(reader.take(record("a", 0))).isPresent();
    // When / Then
    assertThatThrownBy(() -> reader.take(record("a", 2)))
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
