package dev.lethe.trainer.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.schemas.OffsetRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderedRecordsTest {
  private static final TopicPartition P0 = new TopicPartition("in", 0);
  private static final TopicPartition P1 = new TopicPartition("in", 1);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final List<String> received = new ArrayList<>();

  @BeforeEach
  void assignBothPartitions() {
    consumer.assign(List.of(P0, P1));
    consumer.updateBeginningOffsets(Map.of(P0, 0L, P1, 0L));
    consumer.seekToBeginning(List.of(P0, P1));
  }

  @Test
  void shouldReadAlternatingRangesInTheOrderGiven() {
    // Given
    var records = new OrderedRecords(consumer, "in", Duration.ofSeconds(5));
    consumer.schedulePollTask(() -> fill(P0, 4));
    consumer.schedulePollTask(() -> fill(P1, 4));
    // When
    read(records, 0, 0, 2);
    read(records, 1, 0, 3);
    read(records, 0, 2, 4);
    read(records, 1, 3, 4);
    // Then
    assertThat(received).containsExactly("0@0", "0@1", "1@0", "1@1", "1@2", "0@2", "0@3", "1@3");
  }

  @Test
  void shouldReportDeletedRecords() {
    // Given
    var records = new OrderedRecords(consumer, "in", Duration.ofMillis(50));
    // When / Then
    assertThatThrownBy(() -> read(records, 0, 0, 2))
        .isInstanceOf(JournalReader.JournalBrokenException.class)
        .hasMessageContaining("in-0")
        .hasMessageContaining("expected offsets 0 to 1");
  }

  @Test
  void shouldReportRecordsBeforeTheFirstThatIsLeft() {
    // Given
    var records = new OrderedRecords(consumer, "in", Duration.ofSeconds(5));
    consumer.setPollException(new OffsetOutOfRangeException(Map.of(P0, 0L)));
    // When / Then
    assertThatThrownBy(() -> read(records, 0, 0, 2))
        .isInstanceOf(JournalReader.JournalBrokenException.class)
        .hasMessageContaining("in-0: got no records at {in-0=0}, expected offsets 0 to 1");
  }

  private void fill(TopicPartition partition, int count) {
    for (int offset = 0; offset < count; offset++) {
      consumer.addRecord(
          new ConsumerRecord<>(partition.topic(), partition.partition(), offset, null, null));
    }
  }

  private void read(OrderedRecords records, int partition, long from, long until) {
    records.whileTrue(
        new OffsetRange(partition, from, until),
        record -> received.add(record.partition() + "@" + record.offset()));
  }
}
