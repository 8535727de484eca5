package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FuzzingTest {
  private static final long MEBIBYTE = 1 << 20;

  @Test
  void shouldLearnOrRejectEveryMutatedRecordInConstantMemory() {
    // When
    Fuzzing.Result result = Fuzzing.run(1, 50_000, done -> {});
    // Then
    assertThat(result.deadLetters()).isBetween(10_000L, 40_000L);
    assertThat(result.predictions()).isEqualTo(result.toPredict()).isGreaterThan(10_000);
    assertThat(result.late().heap()).isLessThan(result.early().heap() + 8 * MEBIBYTE);
  }
}
