package dev.lethe.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckpointClockTest {
  private static final int WINDOW = 3;
  private static final long STEP = 100;

  private final CheckpointClock clock = clock(0);

  private static CheckpointClock clock(int everySteps) {
    return new CheckpointClock(
        new CheckpointSettings("d", Map.of(), Duration.ofSeconds(10), everySteps, 3, 20, 0),
        WINDOW,
        STEP);
  }

  private void taken(int stallMillis, int writeMillis) {
    clock.taken(WINDOW, STEP, nanos(stallMillis));
    clock.written(nanos(writeMillis));
  }

  private static long nanos(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }

  @Test
  void shouldBeDueWhenARecoveryWouldTakeHalfOfTheTarget() {
    // Given (10 s - 1.5 s for the start - 0.5 s for loading) / 2
    clock.loaded(nanos(500));
    // When
    clock.worked(nanos(3999));
    // Then
    assertThat(clock.due(WINDOW, STEP)).isEmpty();
    clock.worked(nanos(1));
    assertThat(clock.due(WINDOW, STEP)).contains(CheckpointReason.INTERVAL);
  }

  @Test
  void shouldBeDueSoonAfterAWindow() {
    // When
    clock.worked(nanos(200));
    // Then
    assertThat(clock.due(WINDOW, STEP)).isEmpty();
    assertThat(clock.due(WINDOW + 1, STEP)).contains(CheckpointReason.WINDOW);
  }

  @Test
  void shouldSpendAtMostFivePercentOnShortWindows() {
    // Given 50 x 2 ms + 40 x 20 ms = 900 ms
    taken(2, 20);
    // When
    clock.worked(nanos(899));
    // Then
    assertThat(clock.due(WINDOW + 1, STEP)).isEmpty();
    clock.worked(nanos(1));
    assertThat(clock.due(WINDOW + 1, STEP)).contains(CheckpointReason.WINDOW);
  }

  @Test
  void shouldSaveLargeStatesLessOften() {
    // Given 50 x 20 ms + 8 x 1 s = 9 s
    taken(20, 1000);
    // When
    clock.worked(nanos(8999));
    // Then
    assertThat(clock.due(WINDOW + 1, STEP)).isEmpty();
    clock.worked(nanos(1));
    assertThat(clock.due(WINDOW + 1, STEP)).contains(CheckpointReason.INTERVAL);
  }

  @Test
  void shouldBeDueAfterAFixedNumberOfSteps() {
    // Given
    CheckpointClock every = clock(10);
    // Then
    assertThat(every.due(WINDOW, STEP + 9)).isEmpty();
    assertThat(every.due(WINDOW, STEP + 10)).contains(CheckpointReason.INTERVAL);
  }
}
