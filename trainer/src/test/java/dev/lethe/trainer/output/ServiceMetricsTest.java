package dev.lethe.trainer.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ServiceMetricsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final ServiceMetrics service = new ServiceMetrics(nanos::get, () -> 12);

  @Test
  void shouldReportTheRateSinceTheLastReport() {
    // Given
    predict(100);
    nanos.addAndGet(2_000_000_000L);
    assertThat(service.report()).containsEntry("examples.per.second", 50.0);
    // When
    predict(10);
    nanos.addAndGet(1_000_000_000L);
    // Then
    assertThat(service.report())
        .containsEntry("examples.per.second", 10.0)
        .containsEntry("lag", 12.0);
  }

  @Test
  void shouldLeaveReplayedExamplesOutOfTheRate() {
    // Given
    predict(100);
    service.deadLetter();
    // When
    service.restartRate();
    nanos.addAndGet(1_000_000_000L);
    // Then
    assertThat(service.report())
        .containsEntry("examples.per.second", 0.0)
        .containsEntry("dead.letters", 1.0);
    assertThat(service.isReportOutdated()).isFalse();
  }

  @Test
  void shouldBeOutdatedUntilAnIdleIntervalIsReported() {
    // Given
    assertThat(service.isReportOutdated()).isFalse();
    // When
    predict(1);
    // Then: first the example is missing, then the rate is too high
    assertThat(service.isReportOutdated()).isTrue();
    service.report();
    assertThat(service.isReportOutdated()).isTrue();
    service.report();
    assertThat(service.isReportOutdated()).isFalse();
  }

  private void predict(int examples) {
    for (int i = 0; i < examples; i++) {
      service.predicted();
    }
  }
}
