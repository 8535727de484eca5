package dev.lethe.trainer;

import dev.lethe.trainer.checkpoint.CheckpointHeader;

/**
 * Checkpoint in a store.
 *
 * @param header header of the file
 * @param location address in the store
 * @param size size in bytes
 * @param state what happened to it
 * @param nanos time for computing its digest and writing it, in nanoseconds; 0 if not measured
 */
record StoredCheckpoint(
    CheckpointHeader header, String location, long size, State state, long nanos) {
  /** States of a stored checkpoint. */
  enum State {
    WRITTEN,
    VERIFIED,
    DAMAGED,
    DELETED
  }

  StoredCheckpoint with(State next) {
    return new StoredCheckpoint(header, location, size, next, 0);
  }
}
