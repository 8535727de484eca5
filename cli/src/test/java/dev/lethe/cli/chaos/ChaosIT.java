package dev.lethe.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A short version of {@code bench/chaos}. */
class ChaosIT {
  private static final int ROUNDS = 3;

  @TempDir private Path directory;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldEqualAnUndisturbedTwinAfterKillsAndCuts() throws Exception {
    // When
    Comparison result;
    try (var chaos = new Chaos(directory, 1, line -> {})) {
      result = chaos.run(ROUNDS);
    }
    // Then
    assertThat(result.examples()).isPositive();
    assertThat(result.differences()).isEmpty();
    assertThat(result.lost()).isZero();
    assertThat(result.doubled()).isZero();
  }
}
