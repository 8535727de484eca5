package dev.lethe.learner.drift;

/** Result of a drift detector after a value of the stream. */
public enum DriftSignal {
  /** No change detected. */
  STABLE,
  /** A change may have started. Not every detector warns. */
  WARNING,
  /** The stream has changed. The detector resets itself after this signal. */
  DRIFT
}
