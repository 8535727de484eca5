package dev.lethe.learner.drift;

/** What a detector says of the stream up to a value. */
public enum DriftSignal {
  /** Nothing seen. */
  STABLE,
  /** A change may have begun; not every detector warns. */
  WARNING,
  /** The stream has changed. Said once per change; the detector then starts anew. */
  DRIFT
}
