package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverrunsTest {
  private final Overruns overruns = new Overruns("er-s1", Duration.ofSeconds(60));

  @Test
  void shouldTolerateOneOverrun() {
    assertThat(overruns.record(Map.of("lethe.examples-0", 70L))).isEmpty();
  }

  @Test
  void shouldGiveAdviceOnASecondOverrunAtTheSameOffsets() {
    // Given
    overruns.record(Map.of("lethe.examples-1", 0L, "lethe.examples-0", 70L));
    // When / Then
    assertThat(overruns.record(Map.of("lethe.examples-0", 70L, "lethe.examples-1", 0L)))
        .hasValueSatisfying(
            advice ->
                assertThat(advice)
                    .startsWith("run 'er-s1'")
                    .contains("transaction.timeout.ms=60000")
                    .contains("{lethe.examples-0=70, lethe.examples-1=0}")
                    .contains("producer.transaction.timeout.ms")
                    .contains("--scorecard-sample, --scorecard-passes"));
  }

  @Test
  void shouldTolerateAnOverrunAfterProgressInAnyPartition() {
    // Given
    overruns.record(Map.of("lethe.examples-0", 70L, "lethe.examples-1", 0L));
    // When, Then: progress, and then none
    Map<String, Long> further = Map.of("lethe.examples-0", 70L, "lethe.examples-1", 1L);
    assertThat(overruns.record(further)).isEmpty();
    assertThat(overruns.record(further)).isPresent();
  }
}
