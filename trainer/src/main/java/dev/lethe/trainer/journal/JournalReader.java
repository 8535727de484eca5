package dev.lethe.trainer.journal;

import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.JournalEntry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Picks the journal entries of one run out of the journal topic and checks their sequence. */
public final class JournalReader {
  private final String run;
  private final AvroDeserializer<JournalEntry> deserializer;
  private final StrayRecords strays = new StrayRecords();
  private final long first;
  private final boolean acceptsGaps;
  private long entries;

  /**
   * @param first sequence of the first entry to return; earlier ones are skipped
   */
  public JournalReader(String run, AvroDeserializer<JournalEntry> deserializer, long first) {
    this(run, deserializer, first, false);
  }

  private JournalReader(
      String run, AvroDeserializer<JournalEntry> deserializer, long first, boolean acceptsGaps) {
    this.run = run;
    this.deserializer = deserializer;
    this.first = first;
    this.acceptsGaps = acceptsGaps;
    this.entries = first;
  }

  /** Returns a reader of a journal that may lack entries. */
  public static JournalReader acceptingGaps(
      String run, AvroDeserializer<JournalEntry> deserializer, long first) {
    return new JournalReader(run, deserializer, first, true);
  }

  /**
   * Reads the next record of the topic.
   *
   * @return the run's next entry, or empty if the record belongs to another run, is not an entry,
   *     or is an entry before the first
   * @throws JournalBrokenException if an entry is missing, duplicated or unreadable
   */
  public Optional<JournalEntry> read(ConsumerRecord<byte[], byte[]> record) {
    JournalEntry entry = entry(record);
    if (entry == null || !entry.getRun().equals(run)) {
      return Optional.empty();
    }
    if (entries == first && entry.getSequence() < first) {
      return Optional.empty();
    }
    if (acceptsGaps && entry.getSequence() > entries) {
      entries = entry.getSequence();
    }
    if (entry.getSequence() != entries) {
      throw new JournalBrokenException(
          "journal of run '%s': got entry %d at offset %d, expected entry %d: were records of the journal deleted?"
              .formatted(run, entry.getSequence(), record.offset(), entries));
    }
    entries++;
    return Optional.of(entry);
  }

  /** Returns the entry in a record, or null for a record that no run has written. */
  private JournalEntry entry(ConsumerRecord<byte[], byte[]> record) {
    SerializationException cause = null;
    try {
      JournalEntry entry = deserializer.deserialize(record.topic(), record.value());
      if (entry != null) {
        return entry;
      }
    } catch (SerializationException e) {
      cause = e;
    }
    if (Arrays.equals(record.key(), run.getBytes(StandardCharsets.UTF_8))) {
      throw new JournalBrokenException(
          "%s: got a record of run '%s' that is not a journal entry, expected entry %d: %s"
              .formatted(
                  StrayRecords.position(record),
                  run,
                  entries,
                  cause == null ? "it has no value" : cause.getMessage()));
    }
    strays.found(record, cause);
    return null;
  }

  /** Returns the sequence of the next entry, which is the number of entries up to here. */
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
