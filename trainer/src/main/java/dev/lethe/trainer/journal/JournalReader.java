package dev.lethe.trainer.journal;

import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.JournalEntry;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes the journal of one run out of the records of the journal topic. */
public final class JournalReader {
  private final String run;
  private final AvroDeserializer<JournalEntry> deserializer;
  private long next;

  public JournalReader(String run, AvroDeserializer<JournalEntry> deserializer) {
    this.run = run;
    this.deserializer = deserializer;
  }

  /**
   * Takes the next record of the topic.
   *
   * @return the run's next entry, or empty if the record is another run's
   * @throws JournalBrokenException if an entry is missing or doubled
   */
  public Optional<JournalEntry> take(ConsumerRecord<byte[], byte[]> record) {
    JournalEntry entry = deserializer.deserialize(record.topic(), record.value());
    if (!entry.getRun().equals(run)) {
      return Optional.empty();
    }
    if (entry.getSequence() != next) {
      throw new JournalBrokenException(
          "journal of run '%s': got entry %d at offset %d, expected entry %d"
              .formatted(run, entry.getSequence(), record.offset(), next));
    }
    next++;
    return Optional.of(entry);
  }

  /** Sequence of the entry that comes next: how many there were. */
  public long next() {
    return next;
  }

  /** The journal does not tell the whole of what happened, so the run cannot be recovered. */
  public static final class JournalBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalBrokenException(String message) {
      super(message);
    }
  }
}
