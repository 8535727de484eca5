package dev.lethe.trainer.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.AvroSerializer;
import dev.lethe.schemas.InMemorySchemaRegistry;
import dev.lethe.schemas.JournalEntry;
import dev.lethe.schemas.JournalStep;
import dev.lethe.schemas.OffsetRange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class JournalTest {
  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final JournalReader reader =
      new JournalReader("a", new AvroDeserializer<>(registry, JournalEntry.class), 0);

  @Test
  void shouldJoinAdjacentOffsetsAndKeepTheOrderAcrossPartitions() {
    // Given
    var writer = new JournalWriter("a", 4);
    // When
    writer.add(0, input(0, 10));
    writer.add(0, input(0, 11));
    writer.add(0, input(1, 5));
    writer.add(0, input(0, 12));
    writer.add(1, input(0, 13));
    // Then
    assertThat(writer.nextEntry())
        .isEqualTo(
            new JournalEntry(
                "a",
                4L,
                List.of(
                    new JournalStep(
                        0L, List.of(range(0, 10, 12), range(1, 5, 6), range(0, 12, 13)), 0),
                    new JournalStep(1L, List.of(range(0, 13, 14)), 0)),
                checksum(
                    List.of(input(0, 10), input(0, 11), input(1, 5), input(0, 12), input(0, 13))),
                null));
    writer.add(1, input(0, 14));
    assertThat(writer.nextEntry().getSequence()).isEqualTo(5);
  }

  @Test
  void shouldSpanOffsetsWithoutARecord() {
    // Given a transaction marker at offset 11
    var writer = new JournalWriter("a", 0);
    // When
    writer.add(0, input(0, 10));
    writer.add(0, input(0, 12));
    // Then
    assertThat(writer.nextEntry().getSteps().get(0).getRanges()).containsExactly(range(0, 10, 13));
  }

  @Test
  void shouldJoinStepsOfEqualLength() {
    // Given a step from the last entry, two whole steps, and the start of another one
    var writer = new JournalWriter("a", 0);
    // When
    writer.add(6, input(0, 20));
    for (int offset = 21; offset < 28; offset++) {
      writer.add(7 + (offset - 21) / 3, input(0, offset));
    }
    // Then
    assertThat(writer.nextEntry().getSteps())
        .containsExactly(
            new JournalStep(6L, List.of(range(0, 20, 21)), 0),
            new JournalStep(8L, List.of(range(0, 21, 27)), 3),
            new JournalStep(9L, List.of(range(0, 27, 28)), 0));
  }

  @Test
  void shouldNotJoinStepsAcrossPartitionsOrGaps() {
    // Given
    var writer = new JournalWriter("a", 0);
    // When
    writer.add(0, input(0, 5));
    writer.add(1, input(1, 6));
    writer.add(2, input(1, 8));
    writer.add(4, input(1, 9));
    // Then
    assertThat(writer.nextEntry().getSteps())
        .extracting(JournalStep::getStride)
        .containsExactly(0, 0, 0, 0);
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

  @Test
  void shouldIgnoreRecordsThatNoRunHasWritten() {
    assertThat(reader.read(stray(null, utf8("{}")))).isEmpty();
    assertThat(reader.read(stray(utf8("b"), null))).isEmpty();
    assertThat(reader.read(record("a", 0))).isPresent();
  }

  @Test
  void shouldRefuseRecordsOfTheRunThatAreNoEntries() {
    assertThatThrownBy(() -> reader.read(stray(utf8("a"), utf8("{}"))))
        .isInstanceOf(JournalReader.JournalBrokenException.class)
        .hasMessageContaining("j-0, offset 3: got a record of run 'a' that is not a journal entry");
    assertThatThrownBy(() -> reader.read(stray(utf8("a"), null)))
        .isInstanceOf(JournalReader.JournalBrokenException.class)
        .hasMessageContaining("it has no value");
  }

  @Test
  void shouldHaveAnotherChecksumForAnotherTimestampOrValue() {
    assertThat(checksum(List.of(input(0, 10))))
        .isEqualTo(checksum(List.of(input(0, 10))))
        .isNotEqualTo(checksum(List.of(input(0, 11))))
        .isNotEqualTo(
            checksum(
                List.of(
                    new ConsumerRecord<>(
                        "in",
                        0,
                        10,
                        99,
                        TimestampType.CREATE_TIME,
                        0,
                        2,
                        null,
                        utf8("10"),
                        new RecordHeaders(),
                        Optional.empty()))));
  }

  private static long checksum(List<ConsumerRecord<byte[], byte[]>> records) {
    var checksum = new RecordChecksum();
    records.forEach(checksum::add);
    return checksum.take();
  }

  private static ConsumerRecord<byte[], byte[]> input(int partition, long offset) {
    return new ConsumerRecord<>("in", partition, offset, null, utf8(Long.toString(offset)));
  }

  private static ConsumerRecord<byte[], byte[]> stray(byte[] key, byte[] value) {
    return new ConsumerRecord<>("j", 0, 3, key, value);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private ConsumerRecord<byte[], byte[]> record(String run, long sequence) {
    var serializer = new AvroSerializer<JournalEntry>(registry, true);
    byte[] value =
        serializer.serialize("j", new JournalEntry(run, sequence, List.of(), null, null));
    return new ConsumerRecord<>("j", 0, sequence, null, value);
  }

  private static OffsetRange range(int partition, long from, long until) {
    return new OffsetRange(partition, from, until);
  }
}
