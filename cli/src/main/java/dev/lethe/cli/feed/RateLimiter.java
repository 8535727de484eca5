package dev.lethe.cli.feed;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Limits the rate of events by spreading them evenly over time. */
final class RateLimiter {
  private final double perSecond;
  private final LongSupplier nanos;
  private final long start;

  /**
   * Creates a limiter that starts now.
   *
   * @param perSecond maximum number of events per second, or 0 for no limit
   * @param nanos monotonic clock, ns
   */
  RateLimiter(double perSecond, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /** Waits until event {@code n}, counted from 0, is due. Does not wait for late events. */
  void await(long n) {
    long wait = nanosUntil(n);
    while (wait > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(wait);
      wait = nanosUntil(n);
    }
  }

  /** Returns the nanoseconds until event {@code n} is due; 0 or less if it is due already. */
  long nanosUntil(long n) {
    if (perSecond == 0) {
      return 0;
    }
    return start + (long) (n / perSecond * 1e9) - nanos.getAsLong();
  }
}
