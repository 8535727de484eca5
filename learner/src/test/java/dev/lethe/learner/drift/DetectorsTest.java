package dev.lethe.learner.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.state.StateMismatchException;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.rng.RandomProviderState;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorsTest {
  static Stream<String> all() {
    return Detectors.VOCABULARY.definitions().stream().map(PartDefinition::name);
  }

  static Stream<String> allAndVariants() {
    return Stream.concat(
        all(), Stream.of("adwin(clock=1,side=both)", "page-hinkley(form=plain,lambda=10)"));
  }

  @Test
  void shouldListEveryDetector() {
    // When, Then
    assertThat(all())
        .containsExactlyInAnyOrder(
            "adwin", "ddm", "eddm", "hddm-a", "hddm-w", "kswin", "page-hinkley");
  }

  @Test
  void shouldPrintTheCanonicalExpression() {
    // When, Then
    assertThat(Detectors.parse(" adwin ( delta = 2e-3 ) "))
        .hasToString("adwin(clock=32,delta=0.002,side=increase)");
  }

  @Test
  void shouldSuggestTheNearestNameWhenUnknown() {
    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Detectors.parse("hddm_a"))
        .withMessageContaining("detector: got 'hddm_a'")
        .withMessageContaining("did you mean 'hddm-a'?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
            ddm(warning=3.5)              | ddm.warning: got '3.5', expected at most drift, 3.0
            eddm(warning=0.8)             | eddm.drift: got '0.9', expected at most warning, 0.8
            hddm-a(drift=0.01)            | hddm-a.drift: got '0.01', expected at most warning, 0.005
            hddm-w(drift=0.01)            | hddm-w.drift: got '0.01', expected at most warning, 0.005
            kswin(window=59)              | kswin.stat: got '30', expected at most half of the window
            kswin(stat=5)                 | kswin.stat: got '5', expected enough values for a test
          """)
  void shouldRejectContradictoryValues(String expression, String message) {
    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SyntheticStreams.detector(expression))
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @MethodSource("all")
  void shouldRejectValuesOutOfRangeAndKeepItsState(String name) {
    // Given
    DriftDetector detector = SyntheticStreams.detector(name);
    for (double value : SyntheticStreams.uniform(300)) {
      detector.add(value);
    }
    byte[] before = bytes(detector);

    // When, Then
    for (double value : new double[] {Double.NaN, -1e-9, 1.1, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> detector.add(value))
          .withMessage("detector value: got '" + value + "', expected a number in [0, 1]");
    }
    assertThat(bytes(detector)).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("allAndVariants")
  void shouldContinueBitForBitWhenRestoredMidStream(String expression) {
    // Given: errors and losses, stable and drifting, so that every detector fires after each cut
    double[] values =
        Stream.of("S1", "LOSS", "S2")
            .flatMapToDouble(stream -> DoubleStream.of(SyntheticStreams.named(stream)))
            .toArray();
    for (int cut : new int[] {0, 1, 37, 2026, 2100, 6100}) {
      RestorableUniformRandomProvider random = generator();
      DriftDetector original = Detectors.create(Detectors.parse(expression), random);
      for (int t = 0; t < cut; t++) {
        original.add(values[t]);
      }

      // When: restoring into a detector that has processed another stream
      byte[] state = bytes(original);
      RandomProviderState randomState = random.saveState();
      RestorableUniformRandomProvider otherRandom = generator();
      DriftDetector restored = Detectors.create(Detectors.parse(expression), otherRandom);
      SyntheticStreams.positions(restored, SyntheticStreams.uniform(500), DriftSignal.DRIFT);
      otherRandom.restoreState(randomState);
      restored.restore(new StateReader(new ByteArrayInputStream(state)));

      // Then
      assertThat(bytes(restored)).isEqualTo(state);
      List<DriftSignal> expected = signals(original, values, cut);
      assertThat(expected).contains(DriftSignal.DRIFT);
      assertThat(signals(restored, values, cut)).isEqualTo(expected);
      assertThat(bytes(restored)).isEqualTo(bytes(original));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "adwin(delta=0.1)", "ddm(drift=4)", "eddm(errors=20)", "hddm-a(drift=0.002)",
        "hddm-w(lambda=0.1)", "kswin(window=200)", "page-hinkley(form=plain)", "ddm"
      })
  void shouldRejectTheStateOfOtherSettings(String expression) {
    // Given: the same detector with default settings, and an ADWIN for the state of a default DDM
    String name = Detectors.parse(expression).name();
    DriftDetector other = SyntheticStreams.detector(expression.equals(name) ? "adwin" : name);
    byte[] state = bytes(SyntheticStreams.detector(expression));

    // When, Then
    assertThatThrownBy(() -> other.restore(new StateReader(new ByteArrayInputStream(state))))
        .isInstanceOf(StateMismatchException.class)
        .hasMessageStartingWith("detector: got '" + name + "(");
  }

  private static RestorableUniformRandomProvider generator() {
    return RandomSource.XO_RO_SHI_RO_128_PP.create(new long[] {1, 2});
  }

  private static List<DriftSignal> signals(DriftDetector detector, double[] values, int from) {
    List<DriftSignal> signals = new ArrayList<>();
    for (int t = from; t < values.length; t++) {
      signals.add(detector.add(values[t]));
    }
    return signals;
  }

  private static byte[] bytes(DriftDetector detector) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    detector.save(new StateWriter(bytes));
    return bytes.toByteArray();
  }
}
