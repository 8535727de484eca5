package dev.lethe.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
  private final AtomicLong nanos = new AtomicLong(5);

  @Test
  void shouldSpreadEventsEvenly() {
    // Given
    var limiter = new RateLimiter(100, nanos::get);
    // When
    nanos.addAndGet(30_000_000);
    // Then
    assertThat(limiter.nanosUntil(0)).isEqualTo(-30_000_000);
    assertThat(limiter.nanosUntil(3)).isZero();
    assertThat(limiter.nanosUntil(5)).isEqualTo(20_000_000);
  }

  @Test
  void shouldNotWaitWithoutALimit() {
    assertThat(new RateLimiter(0, nanos::get).nanosUntil(1_000_000)).isZero();
  }
}
