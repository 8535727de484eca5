package dev.lethe.measures.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HoldoutWealthTest {
  @Test
  void shouldFollowTheFormula() {
    // Given: the examples of the larger holdout have half the weight
    var wealth = new HoldoutWealth(List.of(new HoldoutPair(4, 2, 1), new HoldoutPair(8, 0, 3)));

    // When
    double e = Math.exp(wealth.log(.1));

    // Then
    double expected = 0;
    for (int k = 0; k < 9; k++) {
      double x = Math.pow(2, -1 - k / 2.0);
      double small = x / 2;
      expected +=
          Math.pow(1 + .9 * x, 2)
              * (1 - 1.1 * x)
              * (1 - .1 * x)
              * Math.pow(1 - 1.1 * small, 3)
              * Math.pow(1 - .1 * small, 5);
    }
    assertThat(e).isCloseTo(expected / 9, within(1e-12));
  }

  @Test
  void shouldHaveExpectedWealthOfOneAtMostForAnyMixOfWindows() {
    // Given: the mean over both windows is the margin; one is better and one is worse
    var random = new SplittableRandom(3);
    double sum = 0;
    int repetitions = 20_000;

    // When
    for (int i = 0; i < repetitions; i++) {
      sum +=
          Math.exp(
              new HoldoutWealth(List.of(sample(random, 30, .15, .05), sample(random, 90, .05, .11)))
                  .log(.02));
    }

    // Then
    assertThat(sum / repetitions).isLessThan(1.05);
  }

  @Test
  void shouldBeWeakestWithTheMostDisagreements() {
    // Given: 90 and 80 of 100 are right
    double weakest = new HoldoutWealth(List.of(HoldoutPair.ofCounts(100, 90, 80))).log(0);

    // When, Then
    for (int both = 71; both <= 80; both++) {
      var pair = new HoldoutPair(100, 90 - both, 80 - both);
      assertThat(new HoldoutWealth(List.of(pair)).log(0)).isGreaterThan(weakest);
    }
    assertThat(HoldoutPair.ofCounts(100, 90, 80)).isEqualTo(new HoldoutPair(100, 20, 10));
    assertThat(HoldoutPair.ofCounts(100, 30, 20)).isEqualTo(new HoldoutPair(100, 30, 20));
  }

  @Test
  void shouldInvertTheWealth() {
    // Given
    var wealth = new HoldoutWealth(List.of(new HoldoutPair(2_000, 300, 100)));

    // When
    double bound = wealth.largest(1, Math.log(1 / .01));

    // Then
    assertThat(bound).isBetween(.05, .1);
    assertThat(wealth.log(bound)).isCloseTo(Math.log(1 / .01), within(1e-3));
    assertThat(new HoldoutWealth(List.of(new HoldoutPair(1, 1, 0))).largest(1, 5)).isEqualTo(-1);
  }

  @Test
  void shouldSeeADifferenceOfThreePointsAtOnce() {
    // Given: 8 % disagreements on 5 windows
    List<HoldoutPair> even = Collections.nCopies(5, new HoldoutPair(2_000, 110, 50));

    // When
    HoldoutReign reign = HoldoutReign.none("b").plus(new Look(true, 1), even, .005, .05 / 12);

    // Then
    assertThat(reign.exceeds(.005)).isTrue();
    assertThat(reign.evidence().n()).isEqualTo(10_000);
    assertThat(reign.evidence().difference()).isCloseTo(.03, within(1e-12));
    assertThat(reign.evidence().bound()).isBetween(.01, .03);
  }

  @Test
  void shouldAddUpEvidenceThatIsTooWeakAlone() {
    // Given
    List<HoldoutPair> pairs = List.of(new HoldoutPair(10_000, 460, 330));
    HoldoutReign reign = HoldoutReign.none("b");
    int needed = 0;

    // When: the same holdout is evaluated again and again
    while (!reign.exceeds(.001)) {
      reign = reign.plus(new Look(false, ++needed), pairs, .001, .05 / 12);
      assertThat(needed).isLessThan(100);
    }

    // Then: no evaluation would have been enough by itself
    assertThat(needed).isGreaterThan(1);
    assertThat(new HoldoutWealth(pairs).log(.001) + Math.log(new Look(false, 1).share()))
        .isLessThan(Math.log(12 / .05));
    assertThat(reign.evidence().bound()).isEqualTo(.001);
  }

  @Test
  void shouldNotPromoteOnPastEvidenceAfterTheDifferenceIsGone() {
    // Given
    List<HoldoutPair> better = List.of(new HoldoutPair(10_000, 800, 300));
    List<HoldoutPair> equal = List.of(new HoldoutPair(10_000, 400, 400));

    // When
    HoldoutReign once = HoldoutReign.none("b").plus(new Look(true, 1), better, .005, .01);
    HoldoutReign later = once.plus(new Look(true, 2), equal, .005, .01);

    // Then
    assertThat(once.exceeds(.005)).isTrue();
    assertThat(later.exceeds(.005)).isFalse();
    assertThat(later.evidence().bound()).isNegative();
  }

  @Test
  void shouldNeverClaimMoreThanTheDifference() {
    // When, Then
    HoldoutReign reign = HoldoutReign.none("b");
    for (int t = 1; t <= 50; t++) {
      List<HoldoutPair> pairs = List.of(new HoldoutPair(500, 40, t));
      reign = reign.plus(new Look(true, t), pairs, .01, .01);
      assertThat(reign.evidence().bound()).isBetween(-1.0, reign.evidence().difference());
    }
  }

  @Test
  void shouldShareTheErrorRateAmongAllEvaluations() {
    // When
    double ends = LongStream.rangeClosed(1, 200_000).mapToDouble(t -> share(true, t)).sum();
    double periodic = LongStream.rangeClosed(1, 200_000).mapToDouble(t -> share(false, t)).sum();

    // Then: the sum is ½ (1 − ln 4 / ln(t + 4))
    assertThat(ends).isCloseTo(.5 * (1 - Math.log(4) / Math.log(200_004)), within(1e-9));
    assertThat(periodic).isEqualTo(ends);
  }

  @Test
  void shouldRefuseCountsOutsideTheHoldout() {
    assertThatThrownBy(() -> HoldoutPair.ofCounts(10, 11, 0))
        .hasMessage("holdout: got 11 and 0 correct of 10, expected counts within the holdout");
    assertThatThrownBy(() -> new HoldoutPair(10, 6, 5))
        .hasMessage("holdout: got 6 and 5 disagreements of 10, expected counts within the holdout");
  }

  private static double share(boolean isWindowEnd, long number) {
    return new Look(isWindowEnd, number).share();
  }

  private static HoldoutPair sample(
      SplittableRandom random, int examples, double onlyChallenger, double onlyChampion) {
    int challenger = 0;
    int champion = 0;
    for (int i = 0; i < examples; i++) {
      double u = random.nextDouble();
      challenger += u < onlyChallenger ? 1 : 0;
      champion += u > 1 - onlyChampion ? 1 : 0;
    }
    return new HoldoutPair(examples, challenger, champion);
  }
}
