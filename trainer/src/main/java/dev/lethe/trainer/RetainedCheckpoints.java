package dev.lethe.trainer;

import dev.lethe.trainer.checkpoint.CheckpointDamagedException;
import dev.lethe.trainer.checkpoint.CheckpointFile;
import dev.lethe.trainer.checkpoint.CheckpointHeader;
import dev.lethe.trainer.checkpoint.CheckpointName;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import dev.lethe.trainer.checkpoint.CheckpointStore;
import dev.lethe.trainer.checkpoint.Retention;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes checkpoints of a run that its retention does not keep. Owned by one thread. */
final class RetainedCheckpoints {
  private static final Logger LOGGER = LoggerFactory.getLogger(RetainedCheckpoints.class);

  private final String run;
  private final Retention retention;
  private final CheckpointStore store;
  private final Map<CheckpointName, StoredCheckpoint> known = new TreeMap<>();
  private boolean complete;

  RetainedCheckpoints(String run, CheckpointSettings settings, CheckpointStore store) {
    this.run = run;
    this.retention = new Retention(settings.keep(), settings.keepWindows());
    this.store = store;
  }

  /**
   * Adds a new checkpoint.
   *
   * @return the checkpoints that were deleted in its place
   */
  List<StoredCheckpoint> add(StoredCheckpoint newest) throws IOException {
    if (!complete) {
      // Once: checkpoints of earlier processes.
      for (CheckpointName name : store.list(run)) {
        read(name, newest.header());
      }
      complete = true;
    }
    known.put(newest.header().name(), newest);
    var deleted = new ArrayList<StoredCheckpoint>();
    List<CheckpointHeader> headers = known.values().stream().map(StoredCheckpoint::header).toList();
    for (CheckpointName name : retention.deletions(headers)) {
      StoredCheckpoint old = known.remove(name);
      if (store.delete(name)) {
        deleted.add(old.with(StoredCheckpoint.State.DELETED, "retention"));
      }
    }
    return deleted;
  }

  /** Removes a checkpoint that was deleted for another reason. */
  void remove(StoredCheckpoint deleted) {
    known.remove(deleted.header().name());
  }

  private void read(CheckpointName name, CheckpointHeader newest) throws IOException {
    try (InputStream in = store.open(name)) {
      CheckpointHeader header = CheckpointFile.readHeader(in);
      if (header.positions().inputTopicId().equals(newest.positions().inputTopicId())) {
        known.put(
            name,
            new StoredCheckpoint(
                header, store.location(name), 0, StoredCheckpoint.State.WRITTEN, null, 0));
      }
    } catch (CheckpointDamagedException e) {
      // Kept as evidence; the recovery that meets it says so.
      LOGGER.atWarn().addKeyValue("checkpoint", name).log("unreadable: {}", e.getMessage());
    }
  }
}
