package dev.lethe.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.compare.plan.ComparisonDirectory.Finished;
import dev.lethe.compare.plan.StreamSummary;
import dev.lethe.compare.results.RunResult;
import dev.lethe.compare.results.RunResult.Cost;
import dev.lethe.compare.results.RunResult.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RunProgressTest {
  private final List<String> lines = new ArrayList<>();
  private final AtomicLong seconds = new AtomicLong();

  @Test
  void shouldEstimateTheTimeLeftFromTheRunsOfThisCommand() {
    // Given: two of six runs have ended before
    var progress = new RunProgress(6, 2, lines::add, () -> TimeUnit.SECONDS.toNanos(seconds.get()));
    // When
    seconds.set(10);
    progress.ended(run(Status.FINISHED));
    seconds.set(40);
    progress.ended(run(Status.FAILED));
    // Then
    assertThat(lines)
        .containsExactly(
            "naive, seed 3: average accuracy 50.0 % in 7.0 s (3 of 6, about 30 s left)",
            "naive, seed 3 failed: disk full (4 of 6, about 40 s left)");
  }

  private static Finished run(Status status) {
    var result =
        new RunResult(
            "r",
            "naive",
            3,
            null,
            false,
            status,
            "disk full",
            Map.of("averageAccuracy", 0.5),
            1,
            0,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            new Cost(7, 1, null));
    return new Finished(result, new StreamSummary(1, 1, 0.5, 0.5, List.of()));
  }
}
