package dev.lethe.compare.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.compare.statistics.Comparison.Goal;
import dev.lethe.compare.statistics.Comparison.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  @Test
  void shouldCallAMethodBetterIfItWinsWithEnoughSeeds() {
    // When
    Comparison comparison = Comparison.of(pairs(6, .1), Goal.HIGHER);

    // Then
    assertThat(comparison.verdict()).isEqualTo(Verdict.BETTER);
    assertThat(comparison.p()).isEqualTo(.03125);
    assertThat(comparison.n()).isEqualTo(6);
    assertThat(comparison.difference()).isCloseTo(.1035, within(1e-9));
    assertThat(comparison.text())
        .startsWith("better: 0.1035 [0.1015, 0.1055] (95 % t interval, n = 6); p = 0.0313 (paired");
  }

  @Test
  void shouldCallAMethodWorseIfItsForgettingIsHigher() {
    assertThat(Comparison.of(pairs(6, .1), Goal.LOWER).verdict()).isEqualTo(Verdict.WORSE);
    assertThat(Comparison.of(pairs(6, -.1), Goal.LOWER).verdict()).isEqualTo(Verdict.BETTER);
    assertThat(Comparison.of(pairs(6, -.1), Goal.HIGHER).verdict()).isEqualTo(Verdict.WORSE);
  }

  @Test
  void shouldSayTooFewSeedsWhateverTheyShow() {
    // When
    Comparison five = Comparison.of(pairs(5, .1), Goal.HIGHER);

    // Then
    assertThat(five.verdict()).isEqualTo(Verdict.TOO_FEW_SEEDS);
    assertThat(five.verdict().text()).isEqualTo("too few seeds");
    assertThat(five.text()).endsWith("too few to tell: p cannot be below 0.06250");
    assertThat(Comparison.of(pairs(1, .1), Goal.HIGHER).verdict()).isEqualTo(Verdict.TOO_FEW_SEEDS);
    assertThat(Comparison.of(pairs(0, .1), Goal.HIGHER).verdict()).isEqualTo(Verdict.TOO_FEW_SEEDS);
  }

  @Test
  void shouldShowNoDifferenceBetweenEqualMethods() {
    // When
    Comparison comparison = Comparison.of(pairs(10, 0, 0), Goal.HIGHER);

    // Then
    assertThat(comparison.verdict().text()).isEqualTo("no difference shown");
    assertThat(comparison.p()).isEqualTo(1);
  }

  @Test
  void shouldNeedMoreSeedsForAFamily() {
    // Given: three comparisons of six seeds, whose smallest p is 3 · 2/2⁶ = .094
    Comparison six = Comparison.of(pairs(6, .1), Goal.HIGHER);
    Comparison eight = Comparison.of(pairs(8, .1), Goal.HIGHER);

    // When
    List<Comparison> few = Comparison.holm(List.of(six, six, six));
    List<Comparison> enough = Comparison.holm(List.of(eight, eight, eight));

    // Then
    assertThat(few.get(0).adjustedP()).isCloseTo(.09375, within(1e-12));
    assertThat(few).allSatisfy(c -> assertThat(c.verdict()).isEqualTo(Verdict.TOO_FEW_SEEDS));
    assertThat(enough).allSatisfy(c -> assertThat(c.verdict()).isEqualTo(Verdict.BETTER));
    assertThat(enough.get(0).text()).endsWith("0.0234 after Holm over 3 comparisons");
  }

  @Test
  void shouldPairBySeedAndLeaveOutSeedsThatOneLacks() {
    // When
    SeedPairs pairs = SeedPairs.of(Map.of(3L, .9, 1L, .8, 2L, .7), Map.of(1L, .5, 3L, .7, 4L, .6));

    // Then
    assertThat(pairs.seeds()).containsExactly(1L, 3L);
    assertThat(pairs.differences()).containsExactly(new double[] {.3, .2}, within(1e-12));
  }

  @Test
  void shouldRefuseValuesThatAreNotFinite() {
    assertThatThrownBy(() -> SeedPairs.of(Map.of(1L, Double.NaN), Map.of(1L, .5)))
        .hasMessage("first: got NaN at position 0, expected finite values");
    assertThatThrownBy(() -> new SeedPairs(List.of(1L), List.of(.1), List.of()))
        .hasMessage("pairs: got 1 and 0 values, expected one per seed (1)");
  }

  private static SeedPairs pairs(int n, double difference) {
    return pairs(n, difference, .001);
  }

  /** Returns pairs whose differences grow by a step from seed to seed. */
  private static SeedPairs pairs(int n, double difference, double step) {
    Map<Long, Double> first = new HashMap<>();
    Map<Long, Double> second = new HashMap<>();
    for (long seed = 1; seed <= n; seed++) {
      second.put(seed, .5 + seed * .01);
      first.put(seed, .5 + seed * .01 + difference + step * seed);
    }
    return SeedPairs.of(first, second);
  }
}
