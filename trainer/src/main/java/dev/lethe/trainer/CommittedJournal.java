package dev.lethe.trainer;

import dev.lethe.trainer.journal.JournalPosition;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.TopicPartition;

/**
 * Committed entries of a run's journal. A broker can lose the end of a transaction after it has
 * confirmed the commit (ADR 27), so a checkpoint may contain an entry that was then aborted.
 */
final class CommittedJournal {
  private final String topic;
  private final ScanClients scans;

  CommittedJournal(TrainerConfig config, ScanClients scans) {
    this.topic = config.topics().journal();
    this.scans = scans;
  }

  /** Returns true if the entry before a position was committed, also if it has expired since. */
  boolean contains(JournalPosition position) {
    if (position.equals(JournalPosition.BEGINNING)) {
      return true;
    }
    long newest = position.next() - 1;
    var found = new AtomicBoolean();
    scans.scan(
        topic,
        number -> number == position.partition() ? OptionalLong.of(newest) : OptionalLong.empty(),
        record -> {
          found.set(record.offset() == newest);
          return false;
        });
    // Read after the scan, so that an entry which expires meanwhile is not missing.
    return found.get() || beginning(new TopicPartition(topic, position.partition())) > newest;
  }

  private long beginning(TopicPartition partition) {
    return scans.consumer().beginningOffsets(List.of(partition)).get(partition);
  }
}
