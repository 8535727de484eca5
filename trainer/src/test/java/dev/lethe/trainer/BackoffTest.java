package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration SHORT = Duration.ofSeconds(1);

  private final Backoff backoff = new Backoff();

  @Test
  void shouldDoubleThePauseUpToTheMaximum() {
    assertThat(IntStream.range(0, 9).mapToObj(i -> backoff.after(SHORT).toMillis()))
        .containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 16000L, 30000L, 30000L, 30000L);
  }

  @Test
  void shouldStartAgainAfterALongSession() {
    // Given
    backoff.after(SHORT);
    backoff.after(SHORT);

    // When, Then
    assertThat(backoff.after(Duration.ofSeconds(31))).hasMillis(500);
    assertThat(backoff.after(SHORT)).hasMillis(1000);
  }
}
