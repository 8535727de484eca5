package dev.lethe.compare.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.RunMetric;
import dev.lethe.compare.results.RunResult;
import dev.lethe.compare.results.RunResult.Cost;
import dev.lethe.compare.results.RunResult.Status;
import dev.lethe.compare.results.SampleResults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTextTest {
  private static final Map<String, Double> CLEAR = Map.of("er", .97, "mir", .8, "naive", .45);

  @Test
  void shouldNameNoBestMethodWithFiveSeedsAndThreeMethods() {
    assertThat(SampleResults.ofKept(CLEAR, 5).verdict().get(0))
        .startsWith(
            "No method is shown to be the best: 5 seeds are too few, because p cannot be below"
                + " 0.06250, and 3 comparisons need 0.01667; 7 seeds could tell.")
        .contains("The best mean is that of er, average accuracy 9");
  }

  @Test
  void shouldNameTheBestMethodWithEightSeedsAndAClearDifference() {
    // When
    List<String> verdict = SampleResults.ofKept(CLEAR, 8).verdict();

    // Then
    assertThat(verdict.get(0))
        .matches(
            "On this stream, er is better than all other requested methods: average accuracy"
                + " 9\\d\\.\\d % \\[.*\\] \\(95 % t interval, n = 8\\)\\.");
    assertThat(verdict.get(1))
        .matches(
            "er against mir: better, \\+\\d+\\.\\d points \\[.*\\] \\(95 % t interval, n = 8\\);"
                + " adjusted p 0\\.0234 \\(paired permutation test, exact\\)\\.");
  }

  @Test
  void shouldNameNoBestMethodOfTwoEqualOnes() {
    // When
    ComparisonResults results =
        SampleResults.ofKept(Map.of(SampleResults.BEST, .97, SampleResults.EQUAL, .97), 6);

    // Then
    assertThat(results.verdict().get(0))
        .startsWith("No method is shown to be the best. The best mean is that of ")
        .matches(".*, but it is not shown to be better than (er|derpp)\\(memory=500\\)\\.");
  }

  @Test
  void shouldNotCallAMethodBetterThanAllIfARunOfItFailed() {
    // Given
    ComparisonResults sample = SampleResults.ofKept(CLEAR, 10);
    List<RunResult> runs = new ArrayList<>(sample.runs());
    runs.replaceAll(run -> run.method().equals("er") && run.seed() == 4 ? failed(run) : run);

    // When
    List<String> verdict = verdict(sample, runs);

    // Then
    assertThat(verdict.get(0))
        .startsWith("No method is shown to be the best. The best mean is that of er, ")
        .endsWith(", but 1 of its 10 runs failed.");
    assertThat(verdict)
        .contains("er: 1 of 10 runs failed and 0 diverged. A failed run has no metrics.");
  }

  @Test
  void shouldCompareNothingIfAllRunsFailed() {
    // Given
    ComparisonResults sample = SampleResults.ofKept(CLEAR, 2);

    // When
    List<String> verdict =
        verdict(sample, sample.runs().stream().map(VerdictTextTest::failed).toList());

    // Then
    assertThat(verdict.get(0))
        .isEqualTo("No requested method has an average accuracy, so nothing is compared.");
  }

  @Test
  void shouldNameBaselinesThatAreBetterThanEveryMethod() {
    assertThat(SampleResults.of(3, 8, 5).verdict())
        .anyMatch(
            line ->
                line.startsWith("Baselines with a better mean than every requested method: joint"));
  }

  @Test
  void shouldNeverGeneraliseFromOneStream() {
    assertThat(SampleResults.ofKept(CLEAR, 8).verdict())
        .last()
        .isEqualTo(
            "This is one stream: it cannot show which method is better on others, however many"
                + " seeds.");
  }

  private static List<String> verdict(ComparisonResults sample, List<RunResult> runs) {
    List<ComparedMethod> methods =
        sample.methods().stream()
            .map(each -> new ComparedMethod(each.method(), each.expression(), each.baseline()))
            .toList();
    return Analysis.of(
            methods,
            runs,
            Optional.of(RunMetric.AVERAGE_ACCURACY),
            sample.stream(),
            sample.provenance())
        .verdict();
  }

  private static RunResult failed(RunResult run) {
    return new RunResult(
        run.run(),
        run.method(),
        run.seed(),
        run.streamSeed(),
        run.baseline(),
        Status.FAILED,
        "no space left",
        Map.of(),
        0,
        0,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        Cost.unknown());
  }
}
