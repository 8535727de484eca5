package dev.lethe.measures.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HoldoutBoundTest {
  @Test
  void shouldFollowTheFormulaForOneHoldout() {
    // Given: 95 and 85 of 100, so the two disagree on 20 examples at most
    List<HoldoutPair> holdouts = List.of(new HoldoutPair(100, 95, 85));

    // When, Then: V = 20 / (4 · 99), and the scale is 2
    double log = Math.log(2 / .05);
    double half = Math.sqrt(2 * (20 / 396.0) * log / 100) + 7 * log / (3 * 99.0);
    assertThat(HoldoutBound.difference(holdouts)).isCloseTo(.1, within(1e-12));
    assertThat(HoldoutBound.low(holdouts, .05)).isCloseTo(.1 - 2 * half, within(1e-12));
  }

  @Test
  void shouldWeighWindowsEquallyWhateverTheirSize() {
    // Given
    List<HoldoutPair> holdouts =
        List.of(new HoldoutPair(100, 90, 80), new HoldoutPair(1_000, 500, 500));

    // When, Then: w = 1/200, and the scale of the larger holdout is 1/10
    double log = Math.log(2 / .01);
    double variance = (30 + .01 * 1_000) / (4 * 1_099.0);
    double half = Math.sqrt(2 * variance * log / 1_100) + 7 * log / (3 * 1_099.0);
    assertThat(HoldoutBound.difference(holdouts)).isCloseTo(.05, within(1e-12));
    assertThat(HoldoutBound.low(holdouts, .01))
        .isCloseTo(Math.max(-1, .05 - 2 * 1_100 * half / 200), within(1e-12));
  }

  @Test
  void shouldKnowNothingFromTooFewExamples() {
    assertThat(HoldoutBound.low(List.of(), .05)).isEqualTo(-1);
    assertThat(HoldoutBound.low(List.of(new HoldoutPair(1, 1, 0)), .05)).isEqualTo(-1);
    assertThat(HoldoutBound.difference(List.of())).isNaN();
  }

  @Test
  void shouldShareTheErrorRateAmongAllEvaluations() {
    assertThat(
            LongStream.rangeClosed(1, 100_000).mapToDouble(t -> HoldoutBound.share(.05, t)).sum())
        .isBetween(.0499, .05);
  }

  @Test
  void shouldRefuseCountsOutsideTheHoldout() {
    assertThatThrownBy(() -> new HoldoutPair(10, 11, 0))
        .hasMessage("holdout: got 11 and 0 correct of 10, expected counts within the holdout");
  }
}
