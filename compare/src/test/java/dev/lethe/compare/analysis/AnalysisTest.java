package dev.lethe.compare.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.MethodResult;
import dev.lethe.compare.results.PairResult;
import dev.lethe.compare.results.RunMetric;
import dev.lethe.compare.results.SampleResults;
import dev.lethe.compare.statistics.Comparison.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnalysisTest {
  private static final String BEST = SampleResults.BEST;
  private static final String NAIVE = SampleResults.NAIVE;

  @Test
  void shouldRankByAverageAccuracyIfThereAreHoldouts() {
    // When
    ComparisonResults results = SampleResults.of(4, 3, 3);

    // Then
    assertThat(results.ranking()).isEqualTo(RunMetric.AVERAGE_ACCURACY);
    assertThat(results.methods())
        .extracting(
            method ->
                method
                    .metric(RunMetric.AVERAGE_ACCURACY)
                    .map(MethodResult.Summary::mean)
                    .orElse(-1.0))
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(results.methods().get(5).method()).as("without the metric").isEqualTo("no-change");
  }

  @Test
  void shouldRankByPrequentialAccuracyWithoutHoldouts() {
    // Given
    ComparisonResults sample = SampleResults.of(2, 2, 2);
    var runs = sample.runs().stream().filter(run -> run.method().equals("no-change")).toList();

    // When
    ComparisonResults results =
        Analysis.of(
            List.of(new ComparedMethod("no-change", null, true)),
            runs,
            Optional.empty(),
            sample.stream(),
            sample.provenance());

    // Then
    assertThat(results.ranking()).isEqualTo(RunMetric.PREQUENTIAL_ACCURACY);
  }

  @Test
  void shouldPutTheLowestForgettingFirst() {
    // When
    ComparisonResults results = by(RunMetric.AVERAGE_FORGETTING);

    // Then
    assertThat(results.methods()).extracting(MethodResult::method).containsExactly(BEST, NAIVE);
    PairResult pair = results.pairs().get(0);
    assertThat(pair.difference()).isNegative();
    assertThat(pair.verdict()).isEqualTo(Verdict.BETTER);
    assertThat(pair.improvement().estimate()).isEqualTo(1);
  }

  @Test
  void shouldKeepOtherMetricsOutOfTheVerdict() {
    // When
    ComparisonResults results = SampleResults.of(3, 3, 3);

    // Then
    assertThat(results.pairs()).extracting(PairResult::metric).containsOnly("averageAccuracy");
    assertThat(results.exploratory())
        .extracting(PairResult::metric)
        .doesNotContain("averageAccuracy")
        .contains("averageForgetting", "prequentialAccuracy", "stabilityGap");
  }

  @Test
  void shouldAnalyseTheSameRunsInTheSameWay() {
    assertThat(SampleResults.of(3, 4, 3)).isEqualTo(SampleResults.of(3, 4, 3));
  }

  @Test
  void shouldCompareBaselinesInAFamilyOfTheirOwn() {
    // When
    List<PairResult> pairs = SampleResults.of(3, 8, 3).pairs();

    // Then: joint and the three methods; no-change has no holdouts
    assertThat(pairs).filteredOn(PairResult::baseline).hasSize(3);
    assertThat(pairs).filteredOn(pair -> !pair.baseline()).hasSize(3);
    assertThat(pairs).extracting(PairResult::family).containsOnly(3);
  }

  @Test
  void shouldPairRunsBySeed() {
    // When: seed 3 of naive has failed
    List<PairResult> pairs = SampleResults.of(3, 10, 3).pairs();

    // Then
    assertThat(pairs)
        .filteredOn(pair -> pair.second().equals(NAIVE))
        .extracting(PairResult::n)
        .containsOnly(9);
    assertThat(pairs)
        .filteredOn(pair -> !pair.second().equals(NAIVE))
        .extracting(PairResult::n)
        .containsOnly(10);
  }

  @Test
  void shouldCountFailedAndDivergedRuns() {
    // When
    MethodResult naive = SampleResults.of(3, 10, 3).method(NAIVE).orElseThrow();

    // Then
    assertThat(naive.runs()).isEqualTo(10);
    assertThat(naive.failed()).isEqualTo(1);
    assertThat(naive.diverged()).isEqualTo(1);
    assertThat(naive.metric(RunMetric.AVERAGE_ACCURACY).orElseThrow().n()).isEqualTo(9);
  }

  @Test
  void shouldSummariseTheRunsOfAMethod() {
    // Given
    ComparisonResults results = SampleResults.of(3, 2, 3);
    List<Double> values =
        results.runsOf(BEST).stream()
            .map(run -> run.metric(RunMetric.LEARNING_ACCURACY).orElseThrow())
            .toList();

    // When
    var summary =
        results.method(BEST).orElseThrow().metric(RunMetric.LEARNING_ACCURACY).orElseThrow();

    // Then: t(.975, 1) is 12.706
    double half = Math.abs(values.get(0) - values.get(1)) / 2;
    assertThat(summary.mean()).isCloseTo((values.get(0) + values.get(1)) / 2, within(1e-12));
    assertThat(summary.interval().high() - summary.mean()).isCloseTo(12.706 * half, within(1e-4));
    assertThat(summary.bootstrap().n()).isEqualTo(2);
  }

  private static ComparisonResults by(RunMetric metric) {
    ComparisonResults sample = SampleResults.ofKept(Map.of(BEST, .97, NAIVE, .45), 6);
    return Analysis.of(
        List.of(new ComparedMethod(NAIVE, NAIVE, false), new ComparedMethod(BEST, BEST, false)),
        sample.runs(),
        Optional.of(metric),
        sample.stream(),
        sample.provenance());
  }
}
