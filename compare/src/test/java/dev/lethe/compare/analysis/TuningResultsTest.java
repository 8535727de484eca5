package dev.lethe.compare.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.compare.analysis.TuningPlan.TunedMethod;
import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.MethodResult;
import dev.lethe.compare.results.PairResult;
import dev.lethe.compare.results.RunMetric;
import dev.lethe.compare.results.RunResult;
import dev.lethe.compare.results.SampleResults;
import dev.lethe.compare.results.SampleRun;
import dev.lethe.compare.results.Tuning;
import dev.lethe.compare.results.Tuning.GridPoint;
import dev.lethe.compare.statistics.Comparison.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TuningResultsTest {
  private static final ComparedMethod SMALL = point("er(memory=200)");
  private static final ComparedMethod LARGE = point("er(memory=1000)");
  private static final ComparedMethod NAIVE = point("naive");
  private static final List<TunedMethod> METHODS =
      List.of(
          new TunedMethod("er", List.of(SMALL, LARGE)), new TunedMethod("naive", List.of(NAIVE)));
  private static final TuningPlan SELECTED =
      new TuningPlan(List.of("er.memory=200,1000"), 1, List.of(9L, 10L), null, METHODS);
  private static final TuningPlan JUDGED =
      new TuningPlan(List.of("er.memory=200,1000"), null, List.of(), null, METHODS);

  private static ComparedMethod point(String text) {
    return new ComparedMethod(text, text + "+sgd(lr=0.1)", false);
  }

  private static List<RunResult> runs(ComparedMethod point, double share, long... seeds) {
    List<RunResult> runs = new ArrayList<>();
    for (long seed : seeds) {
      runs.add(new SampleRun(point.method(), false, share, seed, 2).finished());
    }
    return runs;
  }

  private static List<String> chosen(Tuning tuning) {
    return tuning.methods().stream()
        .flatMap(method -> method.points().stream())
        .filter(GridPoint::chosen)
        .map(GridPoint::point)
        .toList();
  }

  @Test
  void shouldJudgeTheBestConfigurationUnderTheNameOfItsMethod() {
    // Given
    List<RunResult> runs = runs(SMALL, .5, 9, 10);
    runs.addAll(runs(LARGE, .9, 9, 10));

    // When
    Tuning tuning = TuningResults.selected(SELECTED, runs);

    // Then
    assertThat(chosen(tuning)).containsExactly("er(memory=1000)", "naive");
    assertThat(tuning.metric()).isEqualTo("averageAccuracy");
    assertThat(tuning.windows()).isEqualTo("0-1");
    assertThat(tuning.methods().get(0).runs()).isEqualTo(4);
    assertThat(tuning.isOracle("er(memory=1000)")).isFalse();
    assertThat(
            TuningResults.judged(
                List.of(
                    new ComparedMethod("er", "er(memory=7)+sgd(lr=0.1)", false),
                    NAIVE,
                    new ComparedMethod("large", LARGE.expression(), true),
                    new ComparedMethod("no-change", null, true)),
                tuning))
        .as("a baseline that is chosen is judged once")
        .containsExactly(
            new ComparedMethod("er", LARGE.expression(), false),
            NAIVE,
            new ComparedMethod("no-change", null, true));
  }

  @Test
  void shouldPreferLowerForgettingIfSelectedByIt() {
    // Given
    var plan =
        new TuningPlan(
            SELECTED.grid(), 1, SELECTED.seeds(), RunMetric.AVERAGE_FORGETTING.key(), METHODS);
    List<RunResult> runs = runs(SMALL, .5, 9, 10);
    runs.addAll(runs(LARGE, .9, 9, 10));

    // When, Then: the share that a run keeps decides what it forgets
    assertThat(chosen(TuningResults.selected(plan, runs))).contains("er(memory=1000)");
  }

  @Test
  void shouldChooseTheBestMeanIfEachConfigurationHasLostARun() {
    // Given
    List<RunResult> runs = runs(SMALL, .5, 9);
    runs.add(new SampleRun(SMALL.method(), false, .5, 10, 2).failed());
    runs.addAll(runs(LARGE, .9, 9));
    runs.add(new SampleRun(LARGE.method(), false, .9, 10, 2).failed());

    // When, Then
    assertThat(chosen(TuningResults.selected(SELECTED, runs))).contains("er(memory=1000)");
  }

  @Test
  void shouldNotChooseAConfigurationOfWhichARunFailed() {
    // Given
    List<RunResult> runs = runs(SMALL, .5, 9, 10);
    runs.addAll(runs(LARGE, .9, 9));
    runs.add(new SampleRun(LARGE.method(), false, .9, 10, 2).failed());

    // When
    Tuning tuning = TuningResults.selected(SELECTED, runs);

    // Then
    assertThat(chosen(tuning)).contains("er(memory=200)");
    assertThat(tuning.methods().get(0).points().get(1).runs()).isEqualTo(2);
    assertThat(tuning.methods().get(0).points().get(1).values()).hasSize(1);
  }

  @Test
  void shouldSayThatBudgetsDiffer() {
    // Given
    List<RunResult> runs = runs(SMALL, .5, 9, 10);
    runs.addAll(runs(LARGE, .9, 9, 10));

    // When
    Tuning tuning = TuningResults.selected(SELECTED, runs);

    // Then
    assertThat(tuning.equalBudgets()).isFalse();
    assertThat(tuning.budget())
        .matches(
            "The tuning budgets differ, which favours methods with more configurations: er had 2"
                + " configurations × 2 seeds = 4 runs with [0-9,]+ examples, naive had 1"
                + " configuration; baselines were not tuned\\.");
  }

  @Test
  void shouldStateTheBudgetThatAllMethodsHad() {
    // Given
    var plan =
        new TuningPlan(
            SELECTED.grid(),
            0,
            List.of(9L),
            null,
            List.of(
                new TunedMethod("a", List.of(SMALL, LARGE)),
                new TunedMethod("b", List.of(point("c"), point("d")))));
    List<RunResult> runs = new ArrayList<>();
    List.of(SMALL, LARGE, point("c"), point("d")).forEach(each -> runs.addAll(runs(each, .5, 9)));

    // When
    Tuning tuning = TuningResults.selected(plan, runs);

    // Then
    assertThat(tuning.equalBudgets()).isTrue();
    assertThat(tuning.budget())
        .startsWith(
            "Every requested method had the same tuning budget: 2 configurations × 1 seed =");
    assertThat(TuningText.lines(tuning).get(0))
        .isEqualTo(
            "Settings were selected on window 0 with seed 9, by average accuracy. The judged runs"
                + " have other seeds and begin after that window.");
  }

  @Test
  void shouldNeverNameAnOracleTheWinner() {
    // Given: a difference that 8 seeds show
    ComparisonResults clear =
        SampleResults.ofKept(
            Map.of(LARGE.method(), .97, SMALL.method(), .8, NAIVE.method(), .45), 8);
    Tuning tuning = TuningResults.oracle(JUDGED, clear.runs(), RunMetric.AVERAGE_ACCURACY);

    // When
    ComparisonResults results =
        Analysis.of(
            List.of(SMALL, LARGE, NAIVE),
            clear.runs(),
            Optional.empty(),
            clear.stream(),
            clear.provenance(),
            tuning);

    // Then
    assertThat(clear.verdict().get(0)).startsWith("On this stream, er(memory=1000) is better");
    assertThat(results.verdict().get(0))
        .startsWith("No method is named the best. The best mean is that of er(memory=1000)")
        .contains("an oracle");
    assertThat(results.verdict())
        .anyMatch(
            line ->
                line.startsWith("er(memory=1000) against naive: not judged, ")
                    && line.endsWith("; oracle: er(memory=1000)."))
        .anyMatch(line -> line.startsWith("The grid was not selected on other seeds."));
    assertThat(results.methods())
        .filteredOn(MethodResult::oracle)
        .extracting(MethodResult::method)
        .containsExactly("er(memory=1000)");
    // Then: no pair calls it better, by whatever metric; without it, pairs are judged
    assertThat(clear.pairs()).extracting(PairResult::verdict).containsOnly(Verdict.BETTER);
    assertThat(results.pairs())
        .filteredOn(pair -> pair.first().equals("er(memory=1000)"))
        .hasSize(2)
        .allMatch(pair -> pair.verdict() == Verdict.NOT_JUDGED)
        .allMatch(pair -> pair.text().startsWith("not judged: "));
    assertThat(results.pairs())
        .filteredOn(pair -> pair.first().equals("er(memory=200)"))
        .extracting(PairResult::verdict)
        .containsExactly(Verdict.BETTER);
    assertThat(results.exploratory())
        .noneMatch(
            pair ->
                pair.verdict() == Verdict.BETTER && pair.first().equals("er(memory=1000)")
                    || pair.verdict() == Verdict.WORSE && pair.second().equals("er(memory=1000)"));
  }
}
