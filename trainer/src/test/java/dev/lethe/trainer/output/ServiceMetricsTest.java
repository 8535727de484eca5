package dev.lethe.trainer.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ServiceMetricsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong lag = new AtomicLong(12);
  private final Clock clock = Clock.fixed(Instant.ofEpochMilli(90_000), ZoneOffset.UTC);
  private final ServiceMetrics service = new ServiceMetrics(nanos::get, lag::get, clock);

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
    lag.set(0);
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

  @Test
  void shouldBeOutdatedWhenTheLagChanges() {
    // Given
    service.report();
    // When
    lag.set(52);
    // Then
    assertThat(service.isReportOutdated()).isTrue();
    assertThat(service.report()).containsEntry("lag", 52.0);
    assertThat(service.isReportOutdated()).isFalse();
  }

  @Test
  void shouldReportTheAgeOfTheNewestRecordNotOfTheLatestTime() {
    // Given
    assertThat(service.report()).doesNotContainKey("data.age.seconds");
    // When
    service.consumed(4_000_000_000_000L);
    assertThat(service.report()).containsEntry("data.age.seconds", 0.0);
    service.consumed(30_000);
    // Then
    assertThat(service.report()).containsEntry("data.age.seconds", 60.0);
  }

  private void predict(int examples) {
    for (int i = 0; i < examples; i++) {
      service.predicted();
    }
  }
}
