package dev.lethe.trainer.journal;

import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.JournalEntry;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Picks the journal entries of one run out of the journal topic and checks their sequence. */
public final class JournalReader {
  private final String run;
  private final AvroDeserializer<JournalEntry> deserializer;
  private long entries;

  public JournalReader(String run, AvroDeserializer<JournalEntry> deserializer) {
    this.run = run;
    this.deserializer = deserializer;
  }

  /**
   * Reads the next record of the topic.
   *
   * @return the run's next entry, or empty if the record belongs to another run
   * @throws JournalBrokenException if an entry is missing or duplicated
   */
  public Optional<JournalEntry> read(ConsumerRecord<byte[], byte[]> record) {
    JournalEntry entry = deserializer.deserialize(record.topic(), record.value());
    if (!entry.getRun().equals(run)) {
      return Optional.empty();
    }
    if (entry.getSequence() != entries) {
      throw new JournalBrokenException(
          "journal of run '%s': got entry %d at offset %d, expected entry %d"
              .formatted(run, entry.getSequence(), record.offset(), entries));
    }
    entries++;
    return Optional.of(entry);
  }

  /** Returns the number of entries read so far, which is the sequence of the next one. */
  public long entries() {
    return entries;
  }

  /** The run cannot be recovered: its journal has gaps or names records that no longer exist. */
  public static final class JournalBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalBrokenException(String message) {
      super(message);
    }
  }
}
