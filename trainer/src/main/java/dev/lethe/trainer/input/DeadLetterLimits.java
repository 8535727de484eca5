package dev.lethe.trainer.input;

import java.util.Optional;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Limits of the dead-letter topic.
 *
 * @param maxBytes maximum size of a record, in bytes
 * @param maxAheadMillis maximum time that a timestamp may be ahead of the broker's clock
 * @param maxBehindMillis maximum time that a timestamp may be behind the broker's clock
 * @param keyRequired true if a record needs a key, because the topic is compacted
 */
public record DeadLetterLimits(
    int maxBytes, long maxAheadMillis, long maxBehindMillis, boolean keyRequired) {

  /** No limits. */
  public static final DeadLetterLimits NONE =
      new DeadLetterLimits(Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, false);

  /** Size to which letters are cut if the topic's limit is not known. */
  static final int SMALL = 16 << 10;

  /** Accepts no timestamp of an input record. */
  private static final long NEVER = -1;

  /** Difference between our clock and the broker's that must not matter. */
  private static final long CLOCK_SKEW_MILLIS = 60_000;

  /** Returns a limit of the size only. */
  public static DeadLetterLimits ofSize(int maxBytes) {
    return new DeadLetterLimits(maxBytes, Long.MAX_VALUE, Long.MAX_VALUE, false);
  }

  /** Returns the stricter of both limits in each respect. */
  public DeadLetterLimits and(DeadLetterLimits other) {
    return new DeadLetterLimits(
        Math.min(maxBytes, other.maxBytes),
        Math.min(maxAheadMillis, other.maxAheadMillis),
        Math.min(maxBehindMillis, other.maxBehindMillis),
        keyRequired || other.keyRequired);
  }

  /**
   * Returns the limits after the broker has refused a letter within these limits.
   *
   * @return stricter limits; empty if the error is not about the letter, or the limits are already
   *     as strict as possible in this respect
   */
  public Optional<DeadLetterLimits> tightened(Throwable refusal) {
    DeadLetterLimits stricter = this;
    if (refusal instanceof InvalidTimestampException) {
      stricter = new DeadLetterLimits(maxBytes, NEVER, NEVER, keyRequired);
    } else if (refusal instanceof RecordTooLargeException) {
      stricter =
          new DeadLetterLimits(
              Math.min(maxBytes, SMALL), maxAheadMillis, maxBehindMillis, keyRequired);
    } else if (refusal instanceof InvalidRecordException) {
      stricter = new DeadLetterLimits(maxBytes, maxAheadMillis, maxBehindMillis, true);
    }
    return stricter.equals(this) ? Optional.empty() : Optional.of(stricter);
  }

  /** Returns true if the broker accepts this timestamp, also if the clocks differ a little. */
  boolean accepts(long timestamp, long now) {
    long ahead = timestamp - now;
    return isWithin(ahead, maxAheadMillis) && isWithin(-ahead, maxBehindMillis);
  }

  private static boolean isWithin(long difference, long max) {
    return max == Long.MAX_VALUE || difference <= max - Math.min(max / 2, CLOCK_SKEW_MILLIS);
  }
}
