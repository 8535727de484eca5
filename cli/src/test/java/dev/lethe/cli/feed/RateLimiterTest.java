package dev.lethe.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
  private final AtomicLong nanos = new AtomicLong(5);

  @Test
  void shouldSpreadEventsEvenly() {
    // Given
    var pace = new RateLimiter(100, nanos::get);
    // When
    nanos.addAndGet(30_000_000);
    // Then
    assertThat(pace.due(0)).isEqualTo(-30_000_000);
    assertThat(pace.due(3)).isZero();
    assertThat(pace.due(5)).isEqualTo(20_000_000);
  }

  @Test
  void shouldNotWaitWithoutALimit() {
    assertThat(new RateLimiter(0, nanos::get).due(1_000_000)).isZero();
  }
}
