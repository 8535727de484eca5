package dev.lethe.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void shouldComputeTheTIntervalOfTheMean() {
    // When: the golden values of methods.md, section 12
    Summary summary = Summary.of(List.of(.91, .89, .93, .90, .92));
    // Then
    assertThat(summary.mean()).isCloseTo(.91, within(1e-9));
    assertThat(summary.halfWidth()).isCloseTo(.01963, within(1e-5));
    assertThat(summary.text(Unit.PERCENT)).isEqualTo("91.00 ± 1.96 (sd 1.58, n = 5)");
  }

  @Test
  void shouldHaveNoIntervalForOneSeed() {
    assertThat(Summary.of(List.of(.5)).text(Unit.PERCENT)).isEqualTo("50.00 (n = 1, no interval)");
  }

  @Test
  void shouldParseSeedRanges() {
    assertThat(SeedRange.parse("3-5").seeds()).containsExactly(3L, 4L, 5L);
    assertThat(SeedRange.parse("7").seeds()).containsExactly(7L);
    assertThatThrownBy(() -> SeedRange.parse("5-3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("seeds: got '5-3'");
  }
}
