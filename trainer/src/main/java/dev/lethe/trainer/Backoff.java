package dev.lethe.trainer;

import java.time.Duration;

/** Pauses between sessions: each is twice as long as the one before, up to 30 s. */
final class Backoff {
  private static final Duration MIN = Duration.ofMillis(500);
  private static final Duration MAX = Duration.ofSeconds(30);

  private Duration next = MIN;

  /**
   * Returns the pause before the next session.
   *
   * @param lasted duration of the last session; after a long one the pauses start again at 500 ms
   */
  Duration after(Duration lasted) {
    Duration pause = lasted.compareTo(MAX) > 0 ? MIN : next;
    Duration doubled = pause.multipliedBy(2);
    next = doubled.compareTo(MAX) < 0 ? doubled : MAX;
    return pause;
  }
}
