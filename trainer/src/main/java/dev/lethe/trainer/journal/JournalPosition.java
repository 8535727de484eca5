package dev.lethe.trainer.journal;

import java.util.OptionalLong;

/**
 * Position after a run's newest journal entry. The entries of a run are in one partition, because
 * they have the same key, unless partitions are added to the topic.
 *
 * @param partitions number of partitions of the journal topic when the entry was written
 * @param partition partition of the entry
 * @param next offset after the entry
 */
public record JournalPosition(int partitions, int partition, long next) {
  /** Position before the first entry: everything has to be read. */
  public static final JournalPosition BEGINNING = new JournalPosition(0, -1, 0);

  public JournalPosition {
    if (partitions < 0 || partition < -1 || partition >= Math.max(partitions, 1) || next < 0) {
      throw new IllegalArgumentException(
          "journal position: got partition %d of %d, offset %d, expected one of these partitions and an offset of 0 or more"
              .formatted(partition, partitions, next));
    }
  }

  /** Returns the first offset of a partition that may hold later entries; empty if none can. */
  public OptionalLong start(int of) {
    if (of == partition) {
      return OptionalLong.of(next);
    }
    // A partition that was added later holds later entries only.
    return of >= partitions ? OptionalLong.of(0) : OptionalLong.empty();
  }
}
