package dev.lethe.learner.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares every signal position with other implementations on {@link SyntheticStreams}. */
class GoldenVectorTest {
  @Test
  void shouldGenerateTheSameStreamsAsTheOtherImplementations() {
    // Given: the first 20 values and the counts of ones, recorded with the expected alarms
    double[] constant = SyntheticStreams.named("S0");

    // Then
    assertThat(Arrays.copyOf(constant, 20))
        .containsExactly(0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0);
    assertThat(Arrays.stream(constant).sum()).isEqualTo(1163);
    assertThat(Arrays.stream(SyntheticStreams.named("S1")).sum()).isEqualTo(1155);
    assertThat(Arrays.stream(SyntheticStreams.named("S2")).sum()).isEqualTo(1955);
  }

  // expected: MOA 2024.07.0 with the defaults of its detectors
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
            adwin | S0 | ''
            adwin | S1 | 2047 2079 2111
            adwin | S2 | 2527 2559 2591 2623 2655 2815 2879 3167 3647
            ddm | S0 | ''
            ddm | S1 | 91 226 2078
            ddm | S2 | 91 226 2493 3115
            eddm | S0 | 321 474 634 798 987 1166 1338 1503 1679 1863 2095 2445 2593 2768 2886 3087 3282 3492 3625 3796 3964 4106 4335 4522 4648 5101 5342 5567 5746
            eddm | S1 | 286 1538 1873 2040 2114 2195 2795 2879
            eddm | S2 | 286 1538 1873 2156 2363 2602 2696 2906 2995 3087 3156 3219 3288
            hddm-a | S0 | ''
            hddm-a | S1 | 2017
            hddm-a | S2 | 2535 3608
            hddm-w | S0 | ''
            hddm-w | S1 | 2029 3332
            hddm-w | S2 | 2597 3318 4651
            page-hinkley(form=plain) | S0 | ''
            page-hinkley(form=plain) | S1 | 2205
            page-hinkley(form=plain) | S2 | 2654 4999
            adwin | LOSS | 1055 1087 1119 1151 1279
            ddm | LOSS | 1135
            hddm-a | LOSS | 1065
            hddm-w | LOSS | ''
            page-hinkley(form=plain) | LOSS | 1265
          """)
  void shouldSignalDriftAtTheSamePositionsAsMoa(String expression, String stream, String alarms) {
    // When, Then
    assertThat(
            SyntheticStreams.positions(
                SyntheticStreams.detector(expression), stream(stream), DriftSignal.DRIFT))
        .isEqualTo(parsePositions(alarms));
  }

  // expected: MOA 2024.07.0 with the defaults of its detectors
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
            hddm-a | S1 | 2013 2014 2016
            hddm-w | S1 | 2021 2028 3317 3318 3329 3330 3331 3921 3922 3923 3924 3925 3926 3927 3928
            ddm | S0 | 94 95 96 97 98 99 100 101 102
          """)
  void shouldWarnAtTheSamePositionsAsMoa(String expression, String stream, String warnings) {
    // When, Then
    assertThat(
            SyntheticStreams.positions(
                SyntheticStreams.detector(expression), stream(stream), DriftSignal.WARNING))
        .isEqualTo(parsePositions(warnings));
  }

  // expected: an independent Python implementation of the formulas
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
            adwin(side=both) | S0 | ''
            adwin(side=both) | S1 | 2047 2079 2111 4127 4223
            adwin(side=both) | S2 | 2527 2559 2591 2623 2655 2815 2879 3167 3647
            page-hinkley | S0 | ''
            page-hinkley | S1 | 2163
            page-hinkley | S2 | 2591 4007
            page-hinkley(lambda=20) | S0 | ''
            page-hinkley(lambda=20) | S1 | 2057
            page-hinkley(lambda=20) | S2 | 2390 2795 3333 3629 4715 4997
          """)
  void shouldSignalDriftAtTheSamePositionsAsTheFormula(
      String expression, String stream, String alarms) {
    // When, Then
    assertThat(
            SyntheticStreams.positions(
                SyntheticStreams.detector(expression), stream(stream), DriftSignal.DRIFT))
        .isEqualTo(parsePositions(alarms));
  }

  // expected: River 0.26.1 with SciPy 1.17.1. With window = 2 · stat all older values are sampled,
  // so
  // the result is not random. River was patched to keep its window after a drift, as in the paper.
  @Test
  void shouldSignalDriftAtTheSamePositionsAsRiver() {
    // When, Then
    assertThat(
            SyntheticStreams.positions(
                SyntheticStreams.detector("kswin(window=60,stat=30)"),
                SyntheticStreams.named("LOSS"),
                DriftSignal.DRIFT))
        .containsExactly(127, 166, 503, 1017, 2021);
  }

  // expected: the same River; values are multiples of 1/16, so nearly all are ties
  @Test
  void shouldSignalDriftAtTheSamePositionsAsRiverWhenValuesAreTied() {
    // Given
    double[] tied =
        Arrays.stream(SyntheticStreams.named("LOSS")).map(x -> Math.floor(x * 16) / 16).toArray();

    // When, Then
    assertThat(
            SyntheticStreams.positions(
                SyntheticStreams.detector("kswin(window=60,stat=30)"), tied, DriftSignal.DRIFT))
        .containsExactly(504, 1017, 2025);
  }

  private static double[] stream(String name) {
    return SyntheticStreams.named(name);
  }

  private static List<Integer> parsePositions(String text) {
    return Arrays.stream(text.split(" ")).filter(p -> !p.isEmpty()).map(Integer::valueOf).toList();
  }
}
