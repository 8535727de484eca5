package dev.lethe.trainer;

import dev.lethe.schemas.Checkpoint;
import dev.lethe.schemas.CheckpointReason;
import dev.lethe.schemas.CheckpointState;
import dev.lethe.trainer.checkpoint.CheckpointHeader;
import dev.lethe.trainer.output.Outbox;

/**
 * Publishes the checkpoints of a run.
 *
 * @param topic topic of the checkpoints
 */
record CheckpointRecords(String topic) {
  /** Sends the state of a checkpoint within the open transaction. */
  void send(Outbox outbox, StoredCheckpoint stored) {
    CheckpointHeader header = stored.header();
    String key = header.name().run() + "/" + header.name().entries();
    outbox.send(topic, key, record(stored));
    if (stored.state() == StoredCheckpoint.State.DELETED) {
      outbox.send(topic, key, null);
    }
  }

  private static Checkpoint record(StoredCheckpoint stored) {
    CheckpointHeader header = stored.header();
    return new Checkpoint(
        header.name().run(),
        header.name().entries(),
        header.step(),
        header.examples(),
        header.window(),
        header.eventTime().orElse(null),
        header.createdAt(),
        CheckpointReason.valueOf(header.reason().name()),
        CheckpointState.valueOf(stored.state().name()),
        stored.location(),
        stored.size(),
        header.digest(),
        stored.detail());
  }
}
