package dev.lethe.streams;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.schemas.SchemaRegistry.RegistryUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StreamThreadRestartsTest {
  private final MovableClock clock = new MovableClock();
  private final StreamThreadRestarts revival = new StreamThreadRestarts(clock, Duration.ZERO);

  @Test
  void shouldReplaceThreadWhenTroubleIsPassing() {
    assertThat(revival.handle(unavailable())).isEqualTo(REPLACE_THREAD);
    assertThat(revival.handle(new StreamsException(new TimeoutException("slow"))))
        .isEqualTo(REPLACE_THREAD);
  }

  @Test
  void shouldStopWhenTroubleWillStay() {
    assertThat(revival.handle(new StreamsException(new IllegalStateException("bug"))))
        .isEqualTo(SHUTDOWN_CLIENT);
  }

  @Test
  @DisplayName("streams without an ACL")
  void shouldStopWithTheResourceWhenAPermissionIsMissing() {
    // Given
    var denied = new TopicAuthorizationException(Set.of("p.predictions"));

    // When
    var response = revival.handle(new StreamsException(denied));

    // Then
    assertThat(response).isEqualTo(SHUTDOWN_CLIENT);
    assertThat(revival.failure())
        .hasValueSatisfying(e -> assertThat(e).hasStackTraceContaining("p.predictions"));
  }

  @Test
  void shouldStopWhenPassingTroubleDoesNotPass() {
    // Given
    for (int i = 0; i < StreamThreadRestarts.MAX_RESTARTS; i++) {
      assertThat(revival.handle(unavailable())).isEqualTo(REPLACE_THREAD);
    }

    // When
    var response = revival.handle(unavailable());

    // Then
    assertThat(response).isEqualTo(SHUTDOWN_CLIENT);
  }

  @Test
  void shouldReviveAgainWhenEarlierTroubleIsLongPast() {
    // Given
    for (int i = 0; i < StreamThreadRestarts.MAX_RESTARTS; i++) {
      assertThat(revival.handle(unavailable())).isEqualTo(REPLACE_THREAD);
    }

    // When
    clock.now = clock.now.plus(Duration.ofMinutes(StreamThreadRestarts.WINDOW_MINUTES + 1));

    // Then
    assertThat(revival.handle(unavailable())).isEqualTo(REPLACE_THREAD);
  }

  private static Throwable unavailable() {
    return new StreamsException(new RegistryUnavailableException("away", null));
  }

  private static final class MovableClock extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public ZoneId getZone() {
      return ZoneId.of("UTC");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
