package dev.lethe.trainer.checkpoint;

/** Reason for taking a checkpoint. */
public enum CheckpointReason {
  /** Keeps recovery below its target time. */
  INTERVAL,
  /** A task window ended. */
  WINDOW,
  /** The run stopped. */
  FINAL,
  /** First state of a fork. */
  FORK,
  /** Somebody asked for it. */
  MANUAL
}
