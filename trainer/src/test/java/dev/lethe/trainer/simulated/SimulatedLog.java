package dev.lethe.trainer.simulated;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Log of a partition: records and the markers that end transactions, one offset each. */
final class SimulatedLog {
  /**
   * Entry of a log.
   *
   * @param record record, or null for a marker
   * @param transaction transaction of the record, or null if it has none
   */
  record Entry(ProducerRecord<byte[], byte[]> record, SimulatedTransaction transaction) {
    boolean isVisible() {
      return isVisible(true);
    }

    boolean isVisible(boolean committedOnly) {
      return record != null
          && (!committedOnly
              || transaction == null
              || transaction.state == SimulatedTransaction.State.COMMITTED);
    }

    boolean isOpen() {
      return record != null
          && transaction != null
          && transaction.state == SimulatedTransaction.State.OPEN;
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private long start;

  /** Returns the offset of the new entry. */
  long append(Entry entry) {
    entries.add(entry);
    return entries.size() - 1L;
  }

  Entry at(long offset) {
    return entries.get((int) offset);
  }

  long start() {
    return start;
  }

  long end() {
    return entries.size();
  }

  /** Returns the offset of the first record of an open transaction, or the end. */
  long stableEnd() {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).isOpen()) {
        return i;
      }
    }
    return entries.size();
  }

  void deleteBefore(long offset) {
    start = Math.max(start, Math.min(offset, end()));
  }
}
