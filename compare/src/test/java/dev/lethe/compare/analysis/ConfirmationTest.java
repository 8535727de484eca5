package dev.lethe.compare.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.HypothesisResult;
import dev.lethe.compare.results.HypothesisResult.Outcome;
import dev.lethe.compare.results.SampleResults;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfirmationTest {
  private static final String BEST = SampleResults.BEST;
  private static final String NAIVE = SampleResults.NAIVE;

  @Test
  void shouldSupportAndContradictHypotheses() {
    // Given
    ComparisonResults results = SampleResults.of(2, 8, 3);

    // When
    ComparisonResults confirmed =
        Confirmation.of(
            results,
            List.of(
                new Hypothesis(BEST, NAIVE, null),
                new Hypothesis(NAIVE, BEST, "averageForgetting")));

    // Then
    assertThat(confirmed.hypotheses())
        .extracting(HypothesisResult::outcome)
        .containsExactly(Outcome.SUPPORTED, Outcome.CONTRADICTED);
    assertThat(confirmed.verdict().get(0))
        .startsWith("Hypothesis: %s is better than %s by average accuracy.".formatted(BEST, NAIVE))
        .contains("Result: supported")
        .contains("n = 7"); // one of the 8 runs of naive failed
    assertThat(confirmed.verdict().get(1)).contains("Result: contradicted");
    assertThat(confirmed.verdict().get(2)).contains("is exploratory");
    assertThat(confirmed.verdict().subList(3, confirmed.verdict().size()))
        .isEqualTo(results.verdict());
  }

  @Test
  void shouldCorrectForTheHypothesesOnly() {
    // Given
    ComparisonResults results = SampleResults.of(4, 8, 3);
    double p = 2 / 256.0;

    // When
    ComparisonResults one = Confirmation.of(results, List.of(new Hypothesis(BEST, NAIVE, null)));
    ComparisonResults two =
        Confirmation.of(
            results,
            List.of(
                new Hypothesis(BEST, NAIVE, null),
                new Hypothesis(BEST, NAIVE, "averageForgetting")));

    // Then
    assertThat(one.hypotheses().get(0).pair().adjustedP()).isEqualTo(p, within(1e-12));
    assertThat(two.hypotheses())
        .allSatisfy(each -> assertThat(each.pair().adjustedP()).isEqualTo(2 * p, within(1e-12)))
        .allSatisfy(each -> assertThat(each.pair().family()).isEqualTo(2));
  }

  @Test
  void shouldSayThatFewSeedsCannotTell() {
    // When
    ComparisonResults confirmed =
        Confirmation.of(SampleResults.of(2, 3, 3), List.of(new Hypothesis(BEST, NAIVE, null)));

    // Then
    assertThat(confirmed.hypotheses().get(0).outcome()).isEqualTo(Outcome.TOO_FEW_SEEDS);
    assertThat(confirmed.verdict().get(0)).contains("Result: too few seeds");
  }

  @Test
  void shouldNotTestMethodsWithoutACommonSeed() {
    // When
    ComparisonResults confirmed =
        Confirmation.of(
            SampleResults.of(2, 8, 3), List.of(new Hypothesis(BEST, "no-change", null)));

    // Then
    assertThat(confirmed.hypotheses().get(0).outcome()).isEqualTo(Outcome.NOT_TESTED);
    assertThat(confirmed.hypotheses().get(0).pair()).isNull();
    assertThat(confirmed.verdict().get(0)).contains("no seed has a result of both");
  }

  @Test
  void shouldLeaveResultsWithoutHypothesesAsTheyAre() {
    ComparisonResults results = SampleResults.of(2, 3, 3);
    assertThat(Confirmation.of(results, List.of())).isSameAs(results);
  }
}
