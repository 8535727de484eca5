package dev.lethe.cli.feed;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Spreads events evenly over time. */
final class RateLimiter {
  private final double perSecond;
  private final LongSupplier nanos;
  private final long began;

  /**
   * @param perSecond events per second, 0 for no limit
   * @param nanos a clock that only goes forward, in nanoseconds
   */
  RateLimiter(double perSecond, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.nanos = nanos;
    this.began = nanos.getAsLong();
  }

  /**
   * Waits until event number {@code n}, counted from 0, is due; events that are late do not wait.
   */
  void await(long n) {
    long wait = due(n);
    while (wait > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(wait);
      wait = due(n);
    }
  }

  /** Nanoseconds until event {@code n}; 0 or less once it is due. */
  long due(long n) {
    if (perSecond == 0) {
      return 0;
    }
    return began + (long) (n / perSecond * 1e9) - nanos.getAsLong();
  }
}
