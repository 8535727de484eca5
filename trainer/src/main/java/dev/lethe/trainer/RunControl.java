package dev.lethe.trainer;

import java.time.Duration;

/** Decision of a run's operator: to consume, or to pause. Thread-safe. */
interface RunControl extends AutoCloseable {
  /**
   * Returns true if the run is to pause. Waits for the first answer only.
   *
   * @throws org.apache.kafka.common.errors.TimeoutException if it is not known in time
   */
  boolean isPaused();

  /** Waits until the answer may have changed, at most this long. */
  void await(Duration time);

  @Override
  default void close() {}
}
