package dev.lethe.trainer;

import dev.lethe.trainer.checkpoint.CheckpointHeader;
import dev.lethe.trainer.checkpoint.CheckpointPositions;
import dev.lethe.trainer.journal.JournalPosition;
import java.util.Map;

/**
 * State from which a recovery replays the journal: that of a checkpoint, or the beginning.
 *
 * @param entries number of journal entries that the state contains
 * @param journal position in the journal after the newest of these entries
 * @param ends by partition of the input, the offset after the last consumed record; empty at the
 *     beginning
 */
record RecoveryPoint(long entries, JournalPosition journal, Map<Integer, Long> ends) {
  /** State of a run that has consumed nothing. */
  static final RecoveryPoint BEGINNING = new RecoveryPoint(0, JournalPosition.BEGINNING, Map.of());

  RecoveryPoint {
    ends = Map.copyOf(ends);
  }

  /** Returns what the state of a checkpoint contains. */
  static RecoveryPoint of(CheckpointHeader header) {
    CheckpointPositions positions = header.positions();
    return new RecoveryPoint(
        header.name().entries(),
        new JournalPosition(
            positions.journalPartitions(), positions.journalPartition(), positions.journalOffset()),
        positions.input());
  }
}
