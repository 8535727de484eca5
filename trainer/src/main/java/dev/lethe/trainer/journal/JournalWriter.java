package dev.lethe.trainer.journal;

import dev.lethe.schemas.JournalEntry;
import dev.lethe.schemas.JournalStep;
import dev.lethe.schemas.OffsetRange;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Collects the offset ranges that one transaction consumes. Owned by the run's thread. */
public final class JournalWriter {
  private final String run;
  private final RecordChecksum checksum = new RecordChecksum();
  private long sequence;
  private List<JournalStep> steps = new ArrayList<>();

  /**
   * @param sequence sequence of the first entry to write: the number of entries in the journal
   */
  public JournalWriter(String run, long sequence) {
    this.run = run;
    this.sequence = sequence;
  }

  /**
   * Adds a consumed record. Records are added in the order of consumption.
   *
   * @param step learning step that the record belongs to
   */
  public void add(long step, ConsumerRecord<byte[], byte[]> record) {
    checksum.add(record);
    add(step, record.partition(), record.offset());
  }

  private void add(long step, int partition, long offset) {
    JournalStep last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
    if (last == null || last.getStep() != step) {
      last = new JournalStep(step, new ArrayList<>(), 0);
      steps.add(last);
    }
    List<OffsetRange> ranges = last.getRanges();
    int newest = ranges.size() - 1;
    if (newest >= 0 && ranges.get(newest).getPartition() == partition) {
      OffsetRange range = ranges.get(newest);
      ranges.set(newest, new OffsetRange(partition, range.getFrom(), offset + 1));
    } else {
      ranges.add(new OffsetRange(partition, offset, offset + 1));
    }
  }

  /** Returns the number of entries of the journal. */
  public long entries() {
    return sequence;
  }

  /** Returns the entry for the records added since the last call. */
  public JournalEntry nextEntry() {
    var entry = new JournalEntry(run, sequence++, joined(steps), checksum.take(), null);
    steps = new ArrayList<>();
    return entry;
  }

  /** Joins steps of equal length: under load, nearly all of a transaction are like that. */
  private static List<JournalStep> joined(List<JournalStep> steps) {
    List<JournalStep> joined = new ArrayList<>();
    for (JournalStep step : steps) {
      int last = joined.size() - 1;
      if (last >= 0 && continues(joined.get(last), step)) {
        OffsetRange before = joined.get(last).getRanges().get(0);
        OffsetRange added = step.getRanges().get(0);
        joined.set(
            last,
            new JournalStep(
                step.getStep(),
                List.of(new OffsetRange(before.getPartition(), before.getFrom(), added.getUntil())),
                (int) length(added)));
      } else {
        joined.add(step);
      }
    }
    return joined;
  }

  private static boolean continues(JournalStep joined, JournalStep step) {
    if (joined.getRanges().size() != 1
        || step.getRanges().size() != 1
        || step.getStep() != joined.getStep() + 1) {
      return false;
    }
    OffsetRange before = joined.getRanges().get(0);
    OffsetRange added = step.getRanges().get(0);
    long stride = joined.getStride() == 0 ? length(before) : joined.getStride();
    return added.getPartition() == before.getPartition()
        && added.getFrom() == before.getUntil()
        && length(added) == stride;
  }

  private static long length(OffsetRange range) {
    return range.getUntil() - range.getFrom();
  }
}
