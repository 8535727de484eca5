package dev.lethe.compare.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FriedmanTestTest {
  @Test
  void shouldReproduceThePaperWithoutTies() {
    // When
    FriedmanTest test = FriedmanTest.of(Classifiers.untied());

    // Then: statistics.md, section A
    assertThat(ranks(test)).isEqualTo("3.143 2.000 2.893 1.964");
    assertThat(test.chiSquared()).isCloseTo(9.28, within(.005));
    assertThat(test.chiSquaredP()).isCloseTo(.0258, within(5e-5));
    assertThat(test.f()).isCloseTo(3.69, within(.005));
    assertThat(test.test().p()).isCloseTo(.0198, within(5e-5));
    assertThat(test.test().n()).isEqualTo(14);
  }

  @Test
  void shouldReproduceTheTableAsPrinted() {
    // When
    FriedmanTest test = FriedmanTest.of(Classifiers.printed());

    // Then: statistics.md, section A, and scipy.stats.friedmanchisquare
    assertThat(ranks(test)).isEqualTo("3.143 2.000 2.929 1.929");
    assertThat(test.chiSquared()).isCloseTo(9.857, within(5e-4));
    assertThat(test.f()).isCloseTo(3.987, within(5e-4));
    assertThat(test.test().p()).isCloseTo(.0144, within(5e-5));
    assertThat(test.tieCorrectedChiSquared()).isCloseTo(10.952380952380956, within(1e-9));
    assertThat(test.tieCorrectedP()).isCloseTo(0.011986176325417788, within(1e-9));
  }

  @Test
  void shouldCompareWithAControl() {
    // When
    FriedmanTest test = FriedmanTest.of(Classifiers.untied());

    // Then: statistics.md, section A
    assertThat(test.z(0, 1)).isCloseTo(2.342, within(5e-4));
    assertThat(test.z(0, 2)).isCloseTo(.512, within(5e-4));
    assertThat(test.z(0, 3)).isCloseTo(2.415, within(5e-4));
    List<Double> adjusted = test.againstControl(0);
    assertThat(adjusted.get(0)).isCloseTo(.0472, within(5e-5));
    assertThat(adjusted.get(1)).isCloseTo(.608, within(1e-3));
    assertThat(adjusted.get(2)).isCloseTo(.0472, within(5e-5));
  }

  @Test
  void shouldTestAllPairsWithHolm() {
    // When
    List<PairwiseWilcoxon.Pair> pairs = PairwiseWilcoxon.of(Classifiers.printed());

    // Then: SciPy, wilcoxon with all permutations of signs, zeros dropped
    double[] expected = {
      .00732421875, .8779296875, .012451171875, .05712890625, .353515625, .02197265625
    };
    assertThat(pairs).hasSize(6);
    for (int i = 0; i < 6; i++) {
      assertThat(pairs.get(i).test().p()).isCloseTo(expected[i], within(1e-9));
    }
    assertThat(pairs.get(0).second()).isEqualTo("C4.5+m");
    assertThat(pairs.get(0).adjustedP()).isCloseTo(6 * expected[0], within(1e-9));
    assertThat(pairs.get(1).adjustedP()).isCloseTo(expected[1], within(1e-9));
  }

  @Test
  void shouldAverageOverSeedsFirst() {
    // Given: by seed, a wins 4 of 6; on average, each wins one stream
    Map<String, Map<String, double[]>> values = new LinkedHashMap<>();
    values.put("s1", methods(new double[] {5, 5, 0}, new double[] {4, 4, 9}));
    values.put("s2", methods(new double[] {5, 5, 5}, new double[] {4, 4, 6}));

    // When
    StreamScores scores = StreamScores.average(values);

    // Then
    assertThat(scores.streams()).containsExactly("s1", "s2");
    assertThat(FriedmanTest.of(scores).meanRanks()).containsExactly(1.5, 1.5);
    assertThat(FriedmanTest.of(scores).test().n()).isEqualTo(2);
  }

  @Test
  void shouldShowNothingForOneStreamOrOnlyTies() {
    // Given
    var one = new StreamScores(List.of("a", "b"), List.of("s"), List.of(List.of(1.0, 2.0)));
    var ties =
        new StreamScores(
            List.of("a", "b"), List.of("s", "t"), List.of(List.of(1.0, 1.0), List.of(2.0, 2.0)));

    // When, Then
    assertThat(FriedmanTest.of(one).test().p()).isEqualTo(1);
    assertThat(FriedmanTest.of(one).test().tooFewFor(.05)).isTrue();
    assertThat(FriedmanTest.of(ties).test().p()).isEqualTo(1);
    assertThat(FriedmanTest.of(ties).tieCorrectedP()).isEqualTo(1);
  }

  @Test
  void shouldGiveTheExactPIfAllStreamsAgree() {
    // Given
    List<Double> row = List.of(1.0, 2.0, 3.0);
    var scores =
        new StreamScores(List.of("a", "b", "c"), List.of("s", "t", "u"), List.of(row, row, row));

    // When
    TestResult test = FriedmanTest.of(scores).test();

    // Then: (3!)^(1 - 3)
    assertThat(test.statistic()).isInfinite();
    assertThat(test.p()).isCloseTo(1 / 36.0, within(1e-12));
  }

  @Test
  void shouldNotGoBelowThePOfFullAgreement() {
    // Given: two streams that agree but for a tie, for which F(3, 3) = 12.3 would have p = .034
    var scores =
        new StreamScores(
            List.of("a", "b", "c", "d"),
            List.of("s", "t"),
            List.of(List.of(1.0, 2.0, 3.0, 4.0), List.of(1.0, 2.0, 3.0, 3.0)));

    // When
    TestResult test = FriedmanTest.of(scores).test();

    // Then: (4!)^(1 - 2)
    assertThat(test.statistic()).isCloseTo(12.333, within(.001));
    assertThat(test.p()).isCloseTo(1 / 24.0, within(1e-12));
  }

  @Test
  void shouldRefuseScoresThatAreMissing() {
    Map<String, Map<String, double[]>> values = new LinkedHashMap<>();
    values.put("s1", methods(new double[] {1}, new double[] {2}));
    values.put("s2", Map.of("a", new double[] {1}));
    assertThatThrownBy(() -> StreamScores.average(values))
        .hasMessage("s2: got methods [a], expected [a, b]");
    values.put("s2", methods(new double[] {1}, new double[0]));
    assertThatThrownBy(() -> StreamScores.average(values))
        .hasMessage("s2: got NaN at position 1, expected finite values");
    assertThatThrownBy(() -> StreamScores.average(Map.of("s", Map.of("a", new double[] {1}))))
        .hasMessage("methods: got 1, expected 2 or more");
    assertThatThrownBy(
            () ->
                new StreamScores(
                    List.of("a", "b"), List.of("s"), List.of(List.of(1.0, 2.0), List.of(1.0, 2.0))))
        .hasMessageStartingWith("scores: got 2 in row 1");
  }

  private static Map<String, double[]> methods(double[] a, double[] b) {
    Map<String, double[]> methods = new LinkedHashMap<>();
    methods.put("a", a);
    methods.put("b", b);
    return methods;
  }

  private static String ranks(FriedmanTest test) {
    return test.meanRanks().stream().map("%.3f"::formatted).collect(Collectors.joining(" "));
  }
}
