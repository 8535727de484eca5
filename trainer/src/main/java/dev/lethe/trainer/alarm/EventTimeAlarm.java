package dev.lethe.trainer.alarm;

import dev.lethe.learner.stream.Alarm;
import java.time.Instant;
import java.util.Optional;

/**
 * Alarm {@code event.time}: event times look like seconds since the epoch that were sent as
 * milliseconds. Seconds of the years 1973 to 2054 are milliseconds of January 1970.
 */
final class EventTimeAlarm {
  private static final long MIN = Instant.parse("1970-01-02T00:00:00Z").toEpochMilli();
  private static final long END = Instant.parse("1970-02-01T00:00:00Z").toEpochMilli();

  /** Number of such times that is not chance. */
  private static final int HITS = 10;

  private final RecentShare recent = new RecentShare();
  private long newest;

  /** Counts an event time, ms since the epoch. */
  void add(long eventTime) {
    boolean hit = eventTime >= MIN && eventTime < END;
    recent.add(hit);
    newest = hit ? eventTime : newest;
  }

  Optional<Alarm> alarm() {
    if (recent.hits() < HITS) {
      return Optional.empty();
    }
    return Optional.of(
        new Alarm(
            "event.time",
            "%d of the last %d event times are in January 1970, the newest %s (%d): the producer probably sends seconds, but eventTime is in milliseconds since the epoch. Multiply it by 1000, and start a new run if its windows end by time."
                .formatted(recent.hits(), recent.size(), Instant.ofEpochMilli(newest), newest)));
  }
}
