package dev.lethe.compare.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PermutationTestTest {
  private static final PermutationTest SAMPLED =
      new PermutationTest(Alternative.TWO_SIDED, 0, 99_999, 1);

  @Test
  void shouldReproduceDarwinsMaize() {
    // When
    TestResult greater = PermutationTest.DEFAULT.with(Alternative.GREATER).test(Samples.MAIZE);
    TestResult twoSided = PermutationTest.DEFAULT.test(Samples.MAIZE);

    // Then: statistics.md, section C
    assertThat(greater.p()).isEqualTo(863 / 32768.0);
    assertThat(twoSided.p()).isEqualTo(1726 / 32768.0).isCloseTo(.05267, within(5e-6));
    assertThat(twoSided.statistic()).isEqualTo(314 / 15.0);
    assertThat(twoSided.test()).isEqualTo("paired permutation test, exact");
  }

  @Test
  void shouldReproduceTheSignFlipTestOfTheClassifiers() {
    // When
    TestResult test = PermutationTest.DEFAULT.test(Classifiers.printed().differences(1, 0));

    // Then: statistics.md, section A
    assertThat(test.statistic()).isCloseTo(.0155, within(1e-9));
    assertThat(test.p()).isCloseTo(.00732, within(5e-6));
  }

  @Test
  void shouldSampleAboveTheBoundAndReportItsError() {
    // When
    TestResult sampled = SAMPLED.test(Samples.MAIZE);

    // Then
    double exact = 1726 / 32768.0;
    assertThat(sampled.monteCarloError())
        .isCloseTo(Math.sqrt(exact * (1 - exact) / 1e5), within(2e-5));
    assertThat(sampled.p()).isCloseTo(exact, within(4 * sampled.monteCarloError()));
    assertThat(sampled.test()).isEqualTo("paired permutation test, sampled");
    assertThat(SAMPLED.test(Samples.MAIZE)).isEqualTo(sampled);
  }

  @Test
  void shouldNeverReachZeroWhenSampled() {
    // When: 2/2^100 would be the exact p
    TestResult test = SAMPLED.test(Samples.repeated(1, 100));

    // Then
    assertThat(test.p()).isEqualTo(1e-5);
  }

  @Test
  void shouldSayThatFewSeedsCannotTell() {
    // When
    TestResult three = PermutationTest.DEFAULT.test(1, 2, 3);

    // Then: statistics.md, 3 seeds .25, 5 seeds .0625, 6 seeds .03125
    assertThat(three.p()).isEqualTo(.25);
    assertThat(three.tooFewFor(.05)).isTrue();
    assertThat(three.text(.05))
        .isEqualTo(
            "p = 0.250 (paired permutation test, exact, n = 3);"
                + " too few to tell: p cannot be below 0.2500");
    assertThat(PermutationTest.DEFAULT.test(1, 2, 3, 4, 5).p()).isEqualTo(.0625);
    TestResult six = PermutationTest.DEFAULT.test(1, 2, 3, 4, 5, 6);
    assertThat(six.p()).isEqualTo(.03125);
    assertThat(six.tooFewFor(.05)).isFalse();
  }

  @Test
  void shouldTreatDifferencesThatDifferByRoundingAsEqual() {
    // Given: .768 - .763 and .936 - .931 are not the same bits
    double[] differences = {.768 - .763, .931 - .936, .300 - .295, .295 - .300};

    // When, Then: the sum is 0 but for rounding
    assertThat(PermutationTest.DEFAULT.test(differences).p()).isEqualTo(1);
  }

  @Test
  void shouldShowNothingWithoutDifferences() {
    assertThat(PermutationTest.DEFAULT.test().p()).isEqualTo(1);
    assertThat(PermutationTest.DEFAULT.test().tooFewFor(.999)).isTrue();
    assertThat(PermutationTest.DEFAULT.test(.3).p()).isEqualTo(1);
    assertThat(PermutationTest.DEFAULT.test(Samples.repeated(0, 10)).p()).isEqualTo(1);
    assertThat(SAMPLED.test(Samples.repeated(0, 10)).p()).isEqualTo(1);
  }

  @Test
  void shouldRefuseBadInput() {
    assertThatThrownBy(() -> PermutationTest.DEFAULT.test(1, Double.POSITIVE_INFINITY))
        .hasMessage("differences: got Infinity at position 1, expected finite values");
    assertThatThrownBy(() -> new PermutationTest(Alternative.TWO_SIDED, 31, 1, 1))
        .hasMessage("maxExact: got 31, expected 0 to 30");
  }
}
