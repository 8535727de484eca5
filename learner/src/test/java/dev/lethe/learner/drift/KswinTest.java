package dev.lethe.learner.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class KswinTest {
  @Test
  void shouldSignalDriftAsSoonAsTheNewestValuesDiffer() {
    // Given: a step at 200; the older values are all 0 until ones leave the newest 30
    double[] step =
        DoubleStream.iterate(0, t -> t + 1).limit(230).map(t -> t < 200 ? 0 : 1).toArray();

    // When
    List<Integer> alarms =
        SyntheticStreams.positions(SyntheticStreams.detector("kswin"), step, DriftSignal.DRIFT);

    // Then: at r = 30, P(D ≥ 13/30) = .0065 and P(D ≥ 14/30) = .0025 (SciPy): the 14th one fires
    assertThat(alarms).containsExactly(213);
  }

  @Test
  void shouldKeepTheNewestValuesAndRefillItsWindowAfterDrift() {
    // Given: after the drift at 213 the window holds 16 zeros and 14 ones
    DriftDetector detector = SyntheticStreams.detector("kswin");
    SyntheticStreams.positions(detector, new double[200], DriftSignal.DRIFT);
    double[] after = DoubleStream.generate(() -> 1).limit(14).toArray();
    assertThat(SyntheticStreams.positions(detector, after, DriftSignal.DRIFT)).containsExactly(13);

    // When: 70 values fill the window up to 100; then the newest 30 are zeros, and the other 70
    // hold
    // 54 ones, so that any sample of 30 has at least 14 ones
    double[] next =
        DoubleStream.iterate(0, t -> t + 1).limit(70).map(t -> t < 40 ? 1 : 0).toArray();

    // Then
    assertThat(SyntheticStreams.positions(detector, next, DriftSignal.DRIFT)).containsExactly(69);
  }

  @Test
  void shouldRarelyFireAtSmallAlphaOnAStableStream() {
    // When, Then: at α = 0.0001 the mean is 0.6 in 10 000 values (measured over 100 streams)
    assertThat(
            SyntheticStreams.positions(
                SyntheticStreams.detector("kswin(alpha=0.0001)"),
                SyntheticStreams.uniform(10_000),
                DriftSignal.DRIFT))
        .hasSizeLessThanOrEqualTo(3);
  }
}
