package dev.lethe.compare.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.common.random.NamedRandom;
import dev.lethe.measures.ConfidenceSequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.api.Test;

/**
 * Error rates under the null hypothesis, over seeded experiments. A count of errors must be within
 * 4 standard deviations of its binomial distribution: above for all tests, below for those whose p
 * can come close to {@value #ALPHA}.
 */
class ErrorRateTest {
  private static final double ALPHA = .05;
  private static final int EXPERIMENTS = 2_000;
  private static final NormalDistribution NORMAL = new NormalDistribution();

  @Test
  void shouldRejectRarelyWithTheExactPermutationTest() {
    assertRate(rate(EXPERIMENTS, r -> PermutationTest.DEFAULT.test(normal(r, 10)).p() <= ALPHA));
  }

  @Test
  void shouldRejectRarelyWithTheSampledPermutationTest() {
    var sampled = new PermutationTest(Alternative.TWO_SIDED, 0, 199, 1);
    assertRate(rate(EXPERIMENTS, r -> sampled.test(normal(r, 30)).p() <= ALPHA));
  }

  @Test
  void shouldRejectRarelyWithWilcoxon() {
    var exact = WilcoxonTest.DEFAULT;
    var normal = new WilcoxonTest(Alternative.TWO_SIDED, SignedRanks.Zeros.DROP, 0);
    assertRate(rate(EXPERIMENTS, r -> exact.test(normal(r, 12)).p() <= ALPHA));
    assertRate(rate(EXPERIMENTS, r -> normal.test(normal(r, 60)).p() <= ALPHA));
  }

  @Test
  void shouldRejectRarelyWithWilcoxonDespiteTiesAndZeros() {
    assertRateAtMost(
        ALPHA,
        EXPERIMENTS,
        rate(EXPERIMENTS, r -> WilcoxonTest.DEFAULT.test(tied(r, 12)).p() <= ALPHA));
    assertRateAtMost(
        ALPHA,
        EXPERIMENTS,
        rate(EXPERIMENTS, r -> PermutationTest.DEFAULT.test(tied(r, 8)).p() <= ALPHA));
  }

  @Test
  void shouldMissTheMeanRarelyWithTheTInterval() {
    assertRate(rate(EXPERIMENTS, r -> !Moments.of(normal(r, 5)).interval().contains(0)));
  }

  @Test
  void shouldMissTheMeanRarelyWithTheBcaInterval() {
    // Given: skewed values with mean 1; known coverage at n = 30 is a little below 95 %
    ToDoubleFunction<double[]> mean = values -> Moments.of(values).mean();

    // When
    int missed =
        rate(
            400,
            r ->
                !BootstrapDistribution.of(exponential(r, 30), mean, 499, r.nextLong())
                    .bca()
                    .contains(1));

    // Then
    assertRateAtMost(.08, 400, missed);
    assertThat(missed).isPositive();
  }

  @Test
  void shouldRejectAnyOfAFamilyRarelyWithHolm() {
    assertRateAtMost(
        ALPHA,
        EXPERIMENTS,
        rate(
            EXPERIMENTS,
            r -> {
              List<Double> p = new ArrayList<>();
              for (int i = 0; i < 5; i++) {
                p.add(WilcoxonTest.DEFAULT.test(normal(r, 12)).p());
              }
              return Collections.min(Holm.adjust(p)) <= ALPHA;
            }));
  }

  @Test
  void shouldRejectRarelyOverStreams() {
    assertRate(rate(EXPERIMENTS, r -> FriedmanTest.of(scores(r)).test().p() <= ALPHA));
  }

  @Test
  void shouldFindAPairThatDiffersRarelyOverStreams() {
    // Given
    double value = CriticalDifference.of(FriedmanTest.of(Classifiers.untied()), ALPHA).value();

    // When
    int rejected =
        rate(
            EXPERIMENTS,
            r -> {
              List<Double> ranks = FriedmanTest.of(scores(r)).meanRanks();
              return Collections.max(ranks) - Collections.min(ranks) >= value;
            });

    // Then
    assertRateAtMost(ALPHA, EXPERIMENTS, rejected);
  }

  @Test
  void shouldExcludeEqualityRarelyWithTheProbabilityOfImprovement() {
    // Given: percentile intervals of 20 runs are a little too narrow
    int excluded =
        rate(
            400,
            r ->
                !ProbabilityOfImprovement.interval(
                        List.of(new ProbabilityOfImprovement.Stream(normal(r, 20), normal(r, 20))),
                        199,
                        r.nextLong())
                    .contains(.5));

    // Then
    assertRateAtMost(.08, 400, excluded);
    assertThat(excluded).isPositive();
  }

  @Test
  void shouldMissTheMeanRarelyThoughInspectedAfterEveryValue() {
    // When: differences of two hits with mean 0, whose variance is large or small
    for (double disagreement : new double[] {.9, .1}) {
      int missed =
          rate(
              400,
              r -> {
                ConfidenceSequence sequence = ConfidenceSequence.of(-1, 1, ALPHA);
                for (int i = 0; i < 2_000; i++) {
                  sequence = sequence.plus(hit(r, disagreement));
                  if (sequence.low() > 0 || sequence.high() < 0) {
                    return true;
                  }
                }
                return false;
              });

      // Then
      assertRateAtMost(ALPHA, 400, missed);
    }
  }

  @Test
  void shouldPromoteRarelyThoughTheMeanDrifts() {
    // When: the challenger is worse at first, then equal, and depends on its past
    int promoted =
        rate(
            400,
            r -> {
              ConfidenceSequence sequence = ConfidenceSequence.of(-1, 1, ALPHA);
              double last = 0;
              for (int i = 0; i < 2_000; i++) {
                last = i < 500 && r.nextDouble() < .1 ? -1 : hit(r, last == 0 ? .2 : .9);
                sequence = sequence.plus(last);
                if (sequence.exceeds(0)) {
                  return true;
                }
              }
              return false;
            });

    // Then
    assertRateAtMost(ALPHA / 2, 400, promoted);
  }

  @Test
  void shouldShowThatATIntervalMustNotBeInspectedAfterEveryValue() {
    // When: the same with a t interval, from the tenth value on
    int missed =
        rate(
            400,
            r -> {
              double sum = 0;
              double squares = 0;
              for (int n = 1; n <= 500; n++) {
                double value = hit(r, .9);
                sum += value;
                squares += value * value;
                double error = Math.sqrt((squares - sum * sum / n) / (n - 1.0) / n);
                if (n >= 10 && Math.abs(sum / n) > 1.96 * error) {
                  return true;
                }
              }
              return false;
            });

    // Then: the error that the sequence avoids
    assertThat(missed).isGreaterThan(80);
  }

  private static int rate(int experiments, Predicate<UniformRandomProvider> error) {
    return (int)
        IntStream.range(0, experiments)
            .filter(i -> error.test(NamedRandom.forData(1, "error rate", i)))
            .count();
  }

  private static void assertRate(int errors) {
    assertRateAtMost(ALPHA, EXPERIMENTS, errors);
    assertThat(errors).isGreaterThan((int) (EXPERIMENTS * ALPHA - 4 * spread(ALPHA, EXPERIMENTS)));
  }

  private static void assertRateAtMost(double rate, int experiments, int errors) {
    assertThat(errors)
        .isLessThanOrEqualTo((int) (experiments * rate + 4 * spread(rate, experiments)));
  }

  private static double spread(double rate, int experiments) {
    return Math.sqrt(experiments * rate * (1 - rate));
  }

  private static double[] normal(UniformRandomProvider random, int n) {
    return random
        .doubles(n)
        .map(u -> NORMAL.inverseCumulativeProbability(Math.max(u, 1e-12)))
        .toArray();
  }

  private static double[] exponential(UniformRandomProvider random, int n) {
    return random.doubles(n).map(u -> -Math.log1p(-u)).toArray();
  }

  /** Returns differences of −.02 to .02 in steps of .01. */
  private static double[] tied(UniformRandomProvider random, int n) {
    return random.ints(n, -2, 3).mapToDouble(i -> i * .01).toArray();
  }

  /** Returns the difference of two hits with mean 0: they differ with a probability. */
  private static double hit(UniformRandomProvider random, double disagreement) {
    return random.nextDouble() >= disagreement ? 0 : random.nextBoolean() ? 1 : -1;
  }

  private static StreamScores scores(UniformRandomProvider random) {
    List<List<Double>> rows = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      rows.add(random.doubles(4).boxed().toList());
    }
    return new StreamScores(
        List.of("a", "b", "c", "d"), IntStream.range(0, 14).mapToObj(i -> "s" + i).toList(), rows);
  }
}
