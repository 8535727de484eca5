package dev.lethe.trainer;

import dev.lethe.trainer.checkpoint.CheckpointDamagedException;
import dev.lethe.trainer.checkpoint.CheckpointFile;
import dev.lethe.trainer.checkpoint.CheckpointHeader;
import dev.lethe.trainer.checkpoint.CheckpointName;
import dev.lethe.trainer.checkpoint.CheckpointStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes the checkpoints of a run that contain forgotten examples. */
final class ForgottenCheckpoints {
  private static final Logger LOGGER = LoggerFactory.getLogger(ForgottenCheckpoints.class);

  private final CheckpointStore store;

  ForgottenCheckpoints(CheckpointStore store) {
    this.store = store;
  }

  /**
   * Deletes the checkpoints that may contain what was learned from examples, and those whose
   * buffers, holdouts or pending steps hold one of them.
   *
   * @param except checkpoint to keep, which was taken afterwards
   * @param spoiled returns true for a number of journal entries whose state may contain it
   * @param keys keys of the examples
   * @return the deleted checkpoints
   */
  List<StoredCheckpoint> delete(CheckpointName except, LongPredicate spoiled, Set<Long> keys)
      throws IOException {
    var deleted = new ArrayList<StoredCheckpoint>();
    for (CheckpointName name : store.list(except.run())) {
      if (name.equals(except) || !(spoiled.test(name.entries()) || holds(name, keys))) {
        continue;
      }
      CheckpointHeader header = header(name);
      if (store.delete(name) && header != null) {
        deleted.add(
            new StoredCheckpoint(
                header,
                store.location(name),
                0,
                StoredCheckpoint.State.DELETED,
                "held examples that were forgotten on request",
                0));
      }
    }
    return deleted;
  }

  /** Returns true if a checkpoint of a run holds one of these examples. */
  boolean anyHolds(String run, Set<Long> keys) throws IOException {
    for (CheckpointName name : store.list(run)) {
      if (holds(name, keys)) {
        return true;
      }
    }
    return false;
  }

  /** Returns true also for a checkpoint that cannot be read: it may hold them. */
  private boolean holds(CheckpointName name, Set<Long> keys) throws IOException {
    var holds = new AtomicBoolean();
    try (InputStream in = store.open(name)) {
      CheckpointFile.read(
          in,
          Map.of(
              PipelineState.KEYS,
              section -> holds.set(PipelineState.readKeys(section).anyMatch(keys::contains))));
      return holds.get();
    } catch (CheckpointDamagedException e) {
      LOGGER.atWarn().setCause(e).addKeyValue("checkpoint", name).log("unreadable, so deleted");
      return true;
    }
  }

  private CheckpointHeader header(CheckpointName name) throws IOException {
    try (InputStream in = store.open(name)) {
      return CheckpointFile.readHeader(in);
    } catch (CheckpointDamagedException e) {
      LOGGER.atDebug().setCause(e).addKeyValue("checkpoint", name).log("has no header");
      return null;
    }
  }
}
