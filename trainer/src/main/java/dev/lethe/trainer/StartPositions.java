package dev.lethe.trainer;

import dev.lethe.trainer.journal.JournalReader.JournalBrokenException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Offsets from which a run continues, or a new run starts. */
final class StartPositions {
  private final TrainerConfig config;

  StartPositions(TrainerConfig config) {
    this.config = config;
  }

  /**
   * Seeks to the committed offsets, or to the configured start if nothing was committed, and
   * returns the next offset of each partition.
   *
   * @param consumer consumer to which all input partitions are assigned
   * @param journalEnds by partition, the offset after the last one that the journal names
   * @throws JournalBrokenException if a committed offset differs from the end of the journal
   */
  Map<TopicPartition, OffsetAndMetadata> seek(
      Consumer<byte[], byte[]> consumer, Map<Integer, Long> journalEnds) {
    var partitions = consumer.assignment();
    var committed = consumer.committed(partitions);
    var starts =
        switch (config.start()) {
          case EARLIEST -> consumer.beginningOffsets(partitions);
          case LATEST -> consumer.endOffsets(partitions);
        };
    var positions = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata position = committed.get(partition);
      Long journalEnd = journalEnds.get(partition.partition());
      if (position == null) {
        // The broker expires offsets of a group without members; the journal keeps them.
        position = new OffsetAndMetadata(journalEnd == null ? starts.get(partition) : journalEnd);
      }
      if (journalEnd != null && position.offset() != journalEnd) {
        throw new JournalBrokenException(
            "%s: got committed offset %d of group '%s', expected %d, the end of the run's journal"
                .formatted(partition, position.offset(), config.clientId(), journalEnd));
      }
      positions.put(partition, position);
      consumer.seek(partition, position);
    }
    return positions;
  }
}
