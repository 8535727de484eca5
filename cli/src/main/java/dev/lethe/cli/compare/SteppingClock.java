package dev.lethe.cli.compare;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Clock that advances by a millisecond with each question. Event times are part of a learner's
 * state, so a stream that is sent again must have the same ones.
 */
final class SteppingClock extends Clock {
  private long millis;

  /**
   * @param start first time
   */
  SteppingClock(Instant start) {
    this.millis = start.toEpochMilli();
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis++);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("a stepping clock is in UTC");
  }
}
