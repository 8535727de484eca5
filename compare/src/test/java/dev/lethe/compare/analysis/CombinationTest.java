package dev.lethe.compare.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.Provenance;
import dev.lethe.compare.results.RunMetric;
import dev.lethe.compare.results.RunResult;
import dev.lethe.compare.results.SampleResults;
import dev.lethe.compare.results.StreamFacts;
import dev.lethe.compare.results.Tuning;
import dev.lethe.compare.results.Tuning.GridPoint;
import dev.lethe.compare.results.Tuning.TunedMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CombinationTest {
  private static final ComparisonResults ALL = of(Map.of("er", .97, "naive", .45), 8);

  @Test
  void shouldJoinFurtherSeedsAndOtherMethods() {
    // Given: two seeds of both, further seeds of both, and naive on its own
    ComparisonResults first = part(run -> run.seed() <= 2);
    ComparisonResults seeds = part(run -> run.seed() > 2 && run.method().equals("er"));
    ComparisonResults method = part(run -> run.method().equals("naive"));

    // When
    List<ComparisonResults> joined =
        Combination.of(List.of(first, seeds, method), Optional.empty());

    // Then: as if all had run at once
    assertThat(joined).hasSize(1);
    assertThat(joined.get(0).pairs()).isEqualTo(ALL.pairs());
    assertThat(joined.get(0).runs()).containsExactlyInAnyOrderElementsOf(ALL.runs());
    assertThat(joined.get(0).verdict())
        .startsWith(ALL.verdict().get(0))
        .last()
        .asString()
        .startsWith("Joined from 3 comparisons: the tests hold only if");
    assertThat(joined.get(0).provenance().settings())
        .containsEntry("seeds", "[1, 2, 3, 4, 5, 6, 7, 8]");
  }

  @Test
  void shouldKeepStreamsOfOtherNamesApart() {
    assertThat(Combination.of(List.of(ALL, ALL.named("elec2")), Optional.empty()))
        .extracting(each -> each.stream().description())
        .containsExactly(ALL.stream().description(), "elec2");
  }

  @Test
  void shouldAllowSettingsThatWereSelectedOnEachStream() {
    // Given: the same two configurations, of which each stream has selected another one
    ComparisonResults one = selected("er(memory=200)", "er(memory=500)");
    ComparisonResults other = selected("er(memory=500)", "er(memory=200)").named("elec2");

    // When
    List<ComparisonResults> streams =
        Combination.of(List.of(one, other), Optional.of(RunMetric.LEARNING_ACCURACY));

    // Then: the budgets stay in the results by another metric
    assertThat(streams).hasSize(2).allMatch(each -> each.tuning() != null);

    // When, then: other configurations are another method
    assertThatThrownBy(
            () ->
                Combination.of(
                    List.of(one, selected("er(memory=200)", "er(memory=9)").named("elec2")),
                    Optional.empty()))
        .hasMessageContaining("add: method 'er': got [er(memory=200), er(memory=500)] and");
  }

  /** Returns results of a method with these configurations. */
  private static ComparisonResults selected(String chosen, String other) {
    List<GridPoint> points =
        Stream.of(chosen, other)
            .sorted()
            .map(each -> new GridPoint(each, each, each.equals(chosen), 1, .9, Map.of(9L, .9)))
            .toList();
    var tuning =
        new Tuning(
            Tuning.Kind.SELECTED,
            List.of("er.memory=200,500"),
            "0-1",
            "averageAccuracy",
            List.of(9L),
            true,
            "budget",
            List.of(new TunedMethod("er", 2, 2, 100, points)));
    return Analysis.of(
        List.of(
            new ComparedMethod("er", chosen, false),
            new ComparedMethod("naive", "naive+sgd(lr=0.1)", false)),
        ALL.runs(),
        Optional.empty(),
        ALL.stream(),
        ALL.provenance(),
        tuning);
  }

  @Test
  void shouldRefuseSettingsThatTheJudgedRunsHaveChosen() {
    // Given
    var oracle =
        new Tuning(
            Tuning.Kind.ORACLE,
            List.of("er.memory=200,500"),
            null,
            "averageAccuracy",
            List.of(1L),
            true,
            "",
            List.of());
    ComparisonResults tuned =
        Analysis.of(
            JoinedComparison.methods(List.of(ALL)),
            ALL.runs(),
            Optional.of(ALL.ranking()),
            ALL.stream(),
            ALL.provenance(),
            oracle);

    // When, Then
    assertThatThrownBy(() -> Combination.of(List.of(ALL, tuned), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("oracle");
  }

  @Test
  void shouldRefuseTwoResultsOfTheSameRun() {
    // Given
    ComparisonResults other = of(Map.of("er", .5), 1);

    // When, Then
    assertThatThrownBy(() -> Combination.of(List.of(ALL, other), Optional.empty()))
        .hasMessageMatching(
            "add: method 'er' with seed 1: got two different results, .*, expected the same run once");
  }

  @Test
  void shouldRefuseAnotherStreamOfTheSameName() {
    // Given
    StreamFacts stream = ALL.stream().withRanges(Map.of(StreamFacts.ALL, "0:0-100"));
    StreamFacts later = ALL.stream().withRanges(Map.of(StreamFacts.ALL, "0:100-200"));

    // When, Then
    assertThatThrownBy(
            () -> Combination.of(List.of(on(ALL, stream), on(ALL, later)), Optional.empty()))
        .hasMessageContaining("got ranges {all=0:0-100} and {all=0:100-200}")
        .hasMessageEndingWith(
            "expected the same stream, or a name for one of them (--add NAME=DIR)");
  }

  @Test
  void shouldRefuseOtherSettingsOnTheSameStream() {
    // Given
    Map<String, String> settings = new TreeMap<>(ALL.provenance().settings());
    settings.put("batch.size", "64");
    Provenance before = ALL.provenance();
    var other =
        new Provenance(
            before.command(), before.plan(), settings, before.versions(), before.times());

    // When, Then
    assertThatThrownBy(
            () ->
                Combination.of(List.of(ALL, analysed(ALL, ALL.stream(), other)), Optional.empty()))
        .hasMessageContaining("got {batch.size=10 and 64}, expected the same settings");
  }

  @Test
  void shouldRefuseOtherMetricsUnlessOneIsNamed() {
    // Given
    ComparisonResults other =
        Combination.of(List.of(ALL.named("b")), Optional.of(RunMetric.PREQUENTIAL_ACCURACY)).get(0);

    // When, Then
    assertThatThrownBy(() -> Combination.of(List.of(ALL, other), Optional.empty()))
        .hasMessage(
            "add: got comparisons by averageAccuracy and prequentialAccuracy, expected the same metric, or one that --metric names");
    assertThat(Combination.of(List.of(ALL, other), Optional.of(RunMetric.AVERAGE_FORGETTING)))
        .extracting(ComparisonResults::metric)
        .containsOnly("averageForgetting");
  }

  private static ComparisonResults of(Map<String, Double> kept, int seeds) {
    return SampleResults.ofKept(new TreeMap<>(kept), seeds);
  }

  private static ComparisonResults part(Predicate<RunResult> which) {
    List<RunResult> runs = ALL.runs().stream().filter(which).toList();
    List<ComparedMethod> methods =
        runs.stream()
            .map(RunResult::method)
            .distinct()
            .map(name -> new ComparedMethod(name, name + "+sgd(lr=0.1)", false))
            .toList();
    return Analysis.of(methods, runs, Optional.empty(), ALL.stream(), ALL.provenance());
  }

  private static ComparisonResults on(ComparisonResults results, StreamFacts stream) {
    return analysed(results, stream, results.provenance());
  }

  private static ComparisonResults analysed(
      ComparisonResults results, StreamFacts stream, Provenance provenance) {
    return Analysis.of(
        JoinedComparison.methods(List.of(results)),
        results.runs(),
        Optional.empty(),
        stream,
        provenance);
  }
}
