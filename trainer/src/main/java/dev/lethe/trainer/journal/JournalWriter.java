package dev.lethe.trainer.journal;

import dev.lethe.schemas.JournalEntry;
import dev.lethe.schemas.JournalStep;
import dev.lethe.schemas.OffsetRange;
import java.util.ArrayList;
import java.util.List;

/** Gathers what one transaction consumes. Owned by the run's thread. */
public final class JournalWriter {
  private final String run;
  private long sequence;
  private List<JournalStep> steps = new ArrayList<>();

  /**
   * @param sequence of the first entry to write: one more than the last in the journal
   */
  public JournalWriter(String run, long sequence) {
    this.run = run;
    this.sequence = sequence;
  }

  /**
   * Notes one record, in the order of consumption.
   *
   * @param step the learning step it belongs to
   */
  public void consumed(long step, int partition, long offset) {
    JournalStep last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
    if (last == null || last.getStep() != step) {
      last = new JournalStep(step, new ArrayList<>());
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

  /** The entry for what was consumed since the last one. */
  public JournalEntry next() {
    var entry = new JournalEntry(run, sequence++, steps);
    steps = new ArrayList<>();
    return entry;
  }
}
