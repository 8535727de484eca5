package dev.lethe.compare.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.OverStreams;
import dev.lethe.compare.results.OverStreams.Outcome;
import dev.lethe.compare.results.RunMetric;
import dev.lethe.compare.results.SampleResults;
import dev.lethe.compare.results.StreamsResults;
import dev.lethe.compare.statistics.StreamScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class StreamAnalysisTest {
  private static final double[][] DEMSAR = {
    {.763, .768, .771, .798}, {.599, .591, .590, .569}, {.954, .971, .968, .967},
    {.628, .661, .654, .657}, {.882, .888, .886, .898}, {.936, .931, .916, .931},
    {.661, .668, .609, .685}, {.583, .583, .563, .625}, {.775, .838, .866, .875},
    {1, 1, 1, 1}, {.940, .962, .965, .962}, {.619, .666, .614, .669},
    {.972, .981, .975, .975}, {.957, .978, .946, .970}
  };

  @Test
  void shouldReproduceTheExampleOfTheStatistics() {
    // Given
    List<List<Double>> rows = new ArrayList<>();
    List<String> streams = new ArrayList<>();
    for (double[] row : DEMSAR) {
      streams.add("stream " + rows.size());
      rows.add(DoubleStream.of(row).boxed().toList());
    }
    var scores = new StreamScores(List.of("C4.5", "+m", "+cf", "+m+cf"), streams, rows);

    // When
    OverStreams over = StreamAnalysis.result(scores, RunMetric.AVERAGE_ACCURACY, Map.of());

    // Then: statistics.md, section A, as printed
    assertThat(over.methods()).containsExactly("+m+cf", "+m", "+cf", "C4.5");
    assertThat(over.ranks().get(0).meanRank()).isCloseTo(1.929, within(5e-4));
    assertThat(over.friedman().f()).isCloseTo(3.987, within(5e-4));
    assertThat(over.criticalDifference().value()).isCloseTo(1.25, within(.005));
    assertThat(over.pairs())
        .filteredOn(pair -> pair.first().equals("+m") && pair.second().equals("C4.5"))
        .singleElement()
        .satisfies(
            pair -> {
              assertThat(pair.p()).isCloseTo(.00732, within(5e-6));
              assertThat(pair.difference()).isCloseTo(.0155, within(5e-5));
              assertThat(pair.outcome()).isEqualTo(Outcome.BETTER);
            });
  }

  @Test
  void shouldNameNoWinnerOnTooFewStreams() {
    // When: er is better on all five
    StreamsResults results = streams(5, .97, .45);

    // Then
    assertThat(results.verdict().get(0))
        .startsWith("No method is shown to be the best: 5 streams are too few")
        .contains("6 streams could tell", "er has the best mean rank, 1.00");
    assertThat(results.overStreams().pairs().get(0).outcome()).isEqualTo(Outcome.TOO_FEW_STREAMS);
  }

  @Test
  void shouldNameBothMethodsThatShareTheBestMeanRank() {
    // Given
    List<ComparisonResults> parts =
        List.of(one("a", Map.of("er", .9, "naive", .5)), one("b", Map.of("er", .5, "naive", .9)));

    // When
    StreamsResults results = StreamAnalysis.of(parts, parts.get(0).provenance());

    // Then
    assertThat(results.verdict().get(0)).contains(" and ", " share the best mean rank, 1.50");
  }

  @Test
  void shouldNameAWinnerThatIsBetterOnEveryOneOfSixStreams() {
    // When
    StreamsResults results = streams(6, .97, .45);

    // Then
    assertThat(results.verdict().get(0))
        .startsWith("Over these 6 streams, er is better than all other requested methods");
    assertThat(results.overStreams().pairs().get(0).p()).isCloseTo(2 / 64.0, within(1e-12));
  }

  @Test
  void shouldAverageOverSeedsFirst() {
    // When
    StreamsResults results = streams(6, .97, .45);

    // Then: n is the number of streams, not of runs
    assertThat(results.overStreams().friedman().n()).isEqualTo(6);
    assertThat(results.overStreams().pairs().get(0).n()).isEqualTo(6);
  }

  @Test
  void shouldLeaveOutMethodsThatAreMissingOnAStream() {
    // Given
    ComparisonResults both = one("a", Map.of("er", .9, "naive", .4, "der", .8));
    ComparisonResults without = one("b", Map.of("er", .9, "naive", .4));

    // When
    StreamsResults results = StreamAnalysis.of(List.of(both, without), both.provenance());

    // Then
    assertThat(results.overStreams().methods()).containsExactlyInAnyOrder("er", "naive");
    assertThat(results.overStreams().leftOut()).isEqualTo(Map.of("der", List.of("b")));
    assertThat(results.verdict())
        .contains("der has no rank, because it has no average accuracy on b.");
  }

  @Test
  void shouldRankLowForgettingFirst() {
    // Given
    List<ComparisonResults> streams =
        Combination.of(
            List.of(
                one("a", Map.of("er", .97, "naive", .4)), one("b", Map.of("er", .97, "naive", .4))),
            Optional.of(RunMetric.AVERAGE_FORGETTING));

    // When
    StreamsResults results = StreamAnalysis.of(streams, streams.get(0).provenance());

    // Then
    assertThat(results.overStreams().methods()).containsExactly("er", "naive");
    assertThat(results.overStreams().pairs().get(0).difference()).isNegative();
  }

  private static StreamsResults streams(int count, double er, double naive) {
    List<ComparisonResults> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(one("stream " + i, Map.of("er", er - .01 * i, "naive", naive)));
    }
    return StreamAnalysis.of(parts, parts.get(0).provenance());
  }

  private static ComparisonResults one(String stream, Map<String, Double> kept) {
    return SampleResults.ofKept(kept, 3).named(stream);
  }
}
