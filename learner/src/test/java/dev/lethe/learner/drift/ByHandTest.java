package dev.lethe.learner.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Short streams, worked out by hand. */
class ByHandTest {
  @Test
  void shouldAlarmAtTheFirstErrorAfterAQuietTimeWhenDdm() {
    // Given: p + s of 28 zeros is 0, no more than 0 + 3 · 0; any more is an alarm
    DriftDetector detector = Changing.detector("ddm");

    // When, Then: from the 29th value on, and anew after an alarm
    assertThat(Changing.places(detector, quiet(28, 1), DriftSignal.DRIFT)).isEmpty();
    detector = Changing.detector("ddm");
    assertThat(Changing.places(detector, quiet(29, 1), DriftSignal.DRIFT)).containsExactly(29);
    assertThat(Changing.places(detector, quiet(40, 2), DriftSignal.DRIFT)).containsExactly(40);
  }

  @Test
  void shouldSumWhatLiesAboveTheMeanWhenPageHinkley() {
    // Given: no forgetting, no slack. Values 0 0 0 0 1 1 1 have the means 0 0 0 0 1/5 2/6 3/7, so u
    // = 0 0 0 0 .8 1.466… 2.038…
    DriftDetector detector = Changing.detector("page-hinkley(lambda=2,delta=0,alpha=1,min=1)");

    // When, Then: and at once as if nothing had been, where ones alone are their own mean
    assertThat(Changing.places(detector, quiet(4, 3), DriftSignal.DRIFT)).containsExactly(6);
    assertThat(Changing.places(detector, quiet(0, 50), DriftSignal.DRIFT)).isEmpty();
  }

  @Test
  void shouldHaveToMakeGoodTheQuietTimeWhenPageHinkleyIsPlain() {
    // Given: δ = 1/2 takes 1/2 from u at each of four zeros, u = −2; ones then add .3, .166…, .071…
    String settings = "page-hinkley(lambda=0.25,delta=0.5,alpha=1,min=1,form=";

    // When, Then
    assertThat(
            Changing.places(
                Changing.detector(settings + "clamped)"), quiet(4, 3), DriftSignal.DRIFT))
        .containsExactly(4);
    assertThat(
            Changing.places(Changing.detector(settings + "plain)"), quiet(4, 3), DriftSignal.DRIFT))
        .isEmpty();
  }

  @Test
  void shouldNotAlarmWhenThingsGetBetter() {
    // Given
    double[] better = Changing.errors(6000, t -> t < 3000 ? 0.4 : 0.05);

    // When, Then
    for (String expression : new String[] {"adwin", "hddm-a", "hddm-w", "page-hinkley"}) {
      assertThat(Changing.places(Changing.detector(expression), better, DriftSignal.DRIFT))
          .as(expression)
          .noneMatch(t -> t >= 3000);
    }
    assertThat(Changing.places(Changing.detector("adwin(side=both)"), better, DriftSignal.DRIFT))
        .isNotEmpty()
        .allMatch(t -> t >= 3000);
  }

  @Test
  void shouldCountWhatIsAtLeastAHalfAsAnErrorWhenEddm() {
    // Given
    double[] errors = Changing.named("S1");
    double[] losses = Arrays.stream(errors).map(x -> x == 1 ? 0.5 : 0.49).toArray();

    // When, Then
    assertThat(Changing.places(Changing.detector("eddm"), losses, DriftSignal.DRIFT))
        .isNotEmpty()
        .isEqualTo(Changing.places(Changing.detector("eddm"), errors, DriftSignal.DRIFT));
  }

  @Test
  void shouldHaveTheNewMeanAloneWhenAdwinHasAlarmed() {
    // Given
    Adwin detector = new Adwin(Detectors.parse("adwin"));

    // When
    Changing.places(detector, quiet(1000, 1000), DriftSignal.DRIFT);

    // Then: what is left of the old is a bucket or two that no cut can tell
    assertThat(detector.width()).isBetween(990L, 1010L);
    assertThat(detector.mean()).isGreaterThan(0.98);
  }

  private static double[] quiet(int zeros, int ones) {
    double[] values = new double[zeros + ones];
    Arrays.fill(values, zeros, values.length, 1);
    return values;
  }
}
