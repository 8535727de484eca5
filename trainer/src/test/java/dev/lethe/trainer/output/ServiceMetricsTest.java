package dev.lethe.trainer.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ServiceMetricsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final ServiceMetrics vitals = new ServiceMetrics(nanos::get, () -> 12);

  @Test
  void shouldGiveTheRateSinceTheFiguresWereLastTaken() {
    // Given
    predict(100);
    nanos.addAndGet(2_000_000_000L);
    assertThat(vitals.figures()).containsEntry("examples.per.second", 50.0);
    // When
    predict(10);
    nanos.addAndGet(1_000_000_000L);
    // Then
    assertThat(vitals.figures())
        .containsEntry("examples.per.second", 10.0)
        .containsEntry("lag", 12.0);
  }

  @Test
  void shouldNotCountWhatWasReplayedInTheRate() {
    // Given
    predict(100);
    vitals.deadLetter();
    // When
    vitals.restartRate();
    nanos.addAndGet(1_000_000_000L);
    // Then
    assertThat(vitals.figures())
        .containsEntry("examples.per.second", 0.0)
        .containsEntry("dead.letters", 1.0);
    assertThat(vitals.saidBusy()).isFalse();
  }

  private void predict(int examples) {
    for (int i = 0; i < examples; i++) {
      vitals.predicted();
    }
  }
}
