package dev.lethe.trainer;

import dev.lethe.trainer.checkpoint.CheckpointHeader;

/**
 * Checkpoint in a store.
 *
 * @param header header of the file
 * @param location address in the store
 * @param size size in bytes
 * @param state what happened to it
 * @param detail reason for states DAMAGED and DELETED, otherwise null
 * @param nanos time for computing its digest and writing it, in nanoseconds; 0 if not measured
 */
record StoredCheckpoint(
    CheckpointHeader header, String location, long size, State state, String detail, long nanos) {
  /** States of a stored checkpoint. */
  enum State {
    WRITTEN,
    VERIFIED,
    DAMAGED,
    DELETED
  }

  /** Returns the checkpoint in another state, with the reason for it. */
  StoredCheckpoint with(State next, String reason) {
    return new StoredCheckpoint(header, location, size, next, reason, 0);
  }
}
