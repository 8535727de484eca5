package dev.lethe.learner.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class KswinTest {
  @Test
  void shouldAlarmAsSoonAsTheNewestDifferEnoughWhateverIsDrawn() {
    // Given: 0 up to place 199; all that can be drawn is 0 until the ones leave the newest 30
    double[] step =
        DoubleStream.iterate(0, t -> t + 1).limit(230).map(t -> t < 200 ? 0 : 1).toArray();

    // When
    List<Integer> alarms = Changing.places(Changing.detector("kswin"), step, DriftSignal.DRIFT);

    // Then: of r = 30, P(D ≥ 13/30) = .0065 and P(D ≥ 14/30) = .0025 (SciPy): the 14th one alarms
    assertThat(alarms).containsExactly(213);
  }

  @Test
  void shouldKeepTheNewestAndWaitForAFullWindowWhenItHasAlarmed() {
    // Given: after the alarm at 213 the window is 16 zeros and 14 ones
    DriftDetector detector = Changing.detector("kswin");
    Changing.places(detector, new double[200], DriftSignal.DRIFT);
    double[] after = DoubleStream.generate(() -> 1).limit(14).toArray();
    assertThat(Changing.places(detector, after, DriftSignal.DRIFT)).containsExactly(13);

    // When: 70 values fill the window up to 100; then the newest 30 are zeros and the other 70 hold
    // 54 ones, of which any 30 drawn have at least 14
    double[] next =
        DoubleStream.iterate(0, t -> t + 1).limit(70).map(t -> t < 40 ? 1 : 0).toArray();

    // Then
    assertThat(Changing.places(detector, next, DriftSignal.DRIFT)).containsExactly(69);
  }

  @Test
  void shouldSeldomAlarmAtASmallAlphaWhenNothingChanges() {
    // When, Then: at α = 0.0001 there are 0.6 in 10 000 (measured over 100 streams)
    assertThat(
            Changing.places(
                Changing.detector("kswin(alpha=0.0001)"),
                Changing.uniform(10_000),
                DriftSignal.DRIFT))
        .hasSizeLessThanOrEqualTo(3);
  }
}
