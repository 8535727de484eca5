package dev.lethe.trainer.output;

import java.util.Optional;

/**
 * First record that the broker or the producer refused in a session. The exception of the
 * transaction does not name the topic.
 *
 * <p>Thread-safe: the producer reports on its own thread.
 */
public final class Refusals {
  private volatile Refused first;

  /**
   * A refused record.
   *
   * @param topic topic of the record
   * @param cause error of the broker or of the producer
   */
  public record Refused(String topic, Exception cause) {}

  synchronized void add(String topic, Exception cause) {
    if (first == null) {
      first = new Refused(topic, cause);
    }
  }

  /** Returns the first refused record; empty if there was none. */
  public Optional<Refused> first() {
    return Optional.ofNullable(first);
  }
}
