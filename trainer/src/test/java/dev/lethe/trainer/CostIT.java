package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the measurements of {@code bench/cost} with little work; looks at no duration. */
class CostIT {
  @Test
  void shouldMeasureEveryCostOfCheckpointsAndReplays(@TempDir Path directory) throws Exception {
    // Given
    List<String> lines = new ArrayList<>();
    try (var stack = start(directory)) {
      // When
      new CostMain(stack, directory, lines::add)
          .measure(
              "naive+sgd(lr=0.01)",
              "mlp(hidden=8)",
              "mlp(hidden=16)",
              new CostMain.Plan(1, 2000, 3, Duration.ZERO, 1, 1500));
    }
    // Then
    assertThat(lines.get(lines.size() - 1))
        .contains("throughput_ratio=", "stall_p99_steps=", "replay_ratio=", "sigterm_s=")
        .doesNotContain("NaN");
  }

  @Test
  void shouldMeasureMemoryAndRecoveriesOfALongRun(@TempDir Path directory) throws Exception {
    try (var stack = start(directory)) {
      // When
      LongRunCost.Result result =
          new LongRunCost(stack, directory.resolve("long"), 5000, 1, line -> {}).measure();
      // Then
      assertThat(result.residentFirst()).isPositive();
      assertThat(result.residentLast()).isPositive();
      assertThat(result.recoveryFirst().number()).isEqualTo(1);
      assertThat(result.recoveryLast().number()).isEqualTo(1);
    }
  }

  private static LocalStack start(Path directory) {
    return LocalStack.start(StackConfig.ephemeral(directory.resolve("stack")), line -> {});
  }
}
