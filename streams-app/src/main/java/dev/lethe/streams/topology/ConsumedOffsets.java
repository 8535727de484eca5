package dev.lethe.streams.topology;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which input records the state of a task contains.
 *
 * <p>The consumer group's offsets are not enough: Kafka drops them after {@code
 * offsets.retention.minutes} without a member (7 days by default), while the changelog keeps the
 * state. The topology would then read its inputs from the beginning and count every record twice.
 * The positions here are part of the state, in the same transaction.
 *
 * <p>A position belongs to one incarnation of a topic: offsets of a recreated topic start at 0
 * again, so a changed topic id ends the start.
 */
final class ConsumedOffsets {
  private static final Logger LOGGER = LoggerFactory.getLogger(ConsumedOffsets.class);

  private final KeyValueStore<String, Position> positions;
  private final Map<String, Uuid> topicIds;
  private long skipped;

  /**
   * Creates the view of a task.
   *
   * @param positions by topic; the partition is the task's
   * @param topicIds current ids of the input topics; topics that are absent are not compared
   */
  ConsumedOffsets(KeyValueStore<String, Position> positions, Map<String, Uuid> topicIds) {
    this.positions = positions;
    this.topicIds = topicIds;
  }

  /**
   * Checks that the inputs are the topics that the state was computed from.
   *
   * @throws RecreatedInputException if a topic was deleted and created again
   */
  void requireSameTopics() {
    try (var all = positions.all()) {
      while (all.hasNext()) {
        var entry = all.next();
        Uuid known = entry.value.topicId();
        Uuid current = idOf(entry.key);
        if (!known.equals(Uuid.ZERO_UUID)
            && !current.equals(Uuid.ZERO_UUID)
            && !known.equals(current)) {
          throw new RecreatedInputException(entry.key, known, current);
        }
      }
    }
  }

  /** Records that an input record is in the state; returns false if it already was. */
  boolean add(RecordMetadata metadata) {
    Position known = positions.get(metadata.topic());
    if (known != null && metadata.offset() < known.next()) {
      if (skipped++ == 0) {
        LOGGER
            .atWarn()
            .addKeyValue("topic", metadata.topic())
            .addKeyValue("partition", metadata.partition())
            .addKeyValue("offset", metadata.offset())
            .addKeyValue("next", known.next())
            .log("skipping records that the metrics contain; were the group's offsets reset?");
      }
      return false;
    }
    positions.put(metadata.topic(), new Position(idOf(metadata.topic()), metadata.offset() + 1));
    return true;
  }

  private Uuid idOf(String topic) {
    return topicIds.getOrDefault(topic, Uuid.ZERO_UUID);
  }

  /**
   * Position in one input partition.
   *
   * @param topicId id of the topic, or {@link Uuid#ZERO_UUID} if unknown
   * @param next offset after the last record in the state
   */
  record Position(Uuid topicId, long next) {
    private static final int VERSION = 1;

    void writeTo(DataOutput out) throws IOException {
      out.writeByte(VERSION);
      out.writeLong(topicId.getMostSignificantBits());
      out.writeLong(topicId.getLeastSignificantBits());
      out.writeLong(next);
    }

    static Position readFrom(DataInput in) throws IOException {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IOException("version: got %d, expected %d".formatted(version, VERSION));
      }
      return new Position(new Uuid(in.readLong(), in.readLong()), in.readLong());
    }
  }
}
