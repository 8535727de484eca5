package dev.lethe.compare.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CriticalDifferenceTest {
  private static final FriedmanTest PAPER = FriedmanTest.of(Classifiers.untied());

  @Test
  void shouldReproduceTheQuantilesOfSciPy() {
    // Then: scipy.stats.studentized_range.ppf(1 - alpha, k, inf) / sqrt(2)
    assertThat(CriticalDifference.q(2, .05)).isCloseTo(1.9599639845400534, within(1e-5));
    assertThat(CriticalDifference.q(4, .05)).isCloseTo(2.569031772546482, within(1e-5));
    assertThat(CriticalDifference.q(4, .10)).isCloseTo(2.2913414968880566, within(1e-5));
    assertThat(CriticalDifference.q(10, .05)).isCloseTo(3.163683577053373, within(1e-5));
    assertThat(CriticalDifference.q(30, .05)).isCloseTo(3.748577806830984, within(1e-5));
  }

  @Test
  void shouldHaveAQuantileForEveryNumberOfMethods() {
    // Given
    double last = 0;

    // When, Then
    for (int k = 2; k <= 50; k++) {
      double q = CriticalDifference.q(k, .01);
      assertThat(q).isBetween(last, 5.0);
      last = q;
    }
  }

  @Test
  void shouldFindNoPairThatDiffersAtFivePercent() {
    // When
    CriticalDifference cd = CriticalDifference.of(PAPER, .05);

    // Then: statistics.md, section A
    assertThat(cd.value()).isCloseTo(1.25, within(.005));
    assertThat(cd.groups()).containsExactly(List.of(3, 1, 2, 0));
    assertThat(cd.text()).isEqualTo("CD = 1.25 (Nemenyi, α = 0.0500, 4 methods, N = 14 streams)");
  }

  @Test
  void shouldFindC45WorseThanTwoOthersAtTenPercent() {
    // When
    CriticalDifference cd = CriticalDifference.of(PAPER, .10);

    // Then: statistics.md, section A
    assertThat(cd.value()).isCloseTo(1.12, within(.005));
    assertThat(cd.differ(0, 1)).isTrue();
    assertThat(cd.differ(0, 3)).isTrue();
    assertThat(cd.differ(0, 2)).isFalse();
    assertThat(cd.differ(1, 2)).isFalse();
    assertThat(cd.groups()).containsExactly(List.of(3, 1, 2), List.of(2, 0));
  }

  @Test
  void shouldRefuseAnErrorRateOfZero() {
    assertThatThrownBy(() -> CriticalDifference.of(PAPER, 0))
        .hasMessage("alpha: got 0.0, expected a number between 0 and 1");
  }
}
