package dev.lethe.learner.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Compares detectors with results computed by hand on short streams. */
class HandComputedTest {
  @Test
  void shouldSignalDriftAtFirstErrorAfterStablePeriodInDdm() {
    // Given: p + s of 28 zeros is 0, which is not above 0 + 3 · 0; any higher value fires
    DriftDetector detector = SyntheticStreams.detector("ddm");

    // When, Then: the first test runs at the 29th value, also after a reset
    assertThat(SyntheticStreams.positions(detector, zerosThenOnes(28, 1), DriftSignal.DRIFT))
        .isEmpty();
    detector = SyntheticStreams.detector("ddm");
    assertThat(SyntheticStreams.positions(detector, zerosThenOnes(29, 1), DriftSignal.DRIFT))
        .containsExactly(29);
    assertThat(SyntheticStreams.positions(detector, zerosThenOnes(40, 2), DriftSignal.DRIFT))
        .containsExactly(40);
  }

  @Test
  void shouldSumDeviationsAboveTheMeanInPageHinkley() {
    // Given: α = 1, δ = 0. Values 0 0 0 0 1 1 1 have the means 0 0 0 0 1/5 2/6 3/7, so u
    // = 0 0 0 0 .8 1.466… 2.038…
    DriftDetector detector =
        SyntheticStreams.detector("page-hinkley(lambda=2,delta=0,alpha=1,min=1)");

    // When, Then: the reset clears the mean, and ones alone never exceed their own mean
    assertThat(SyntheticStreams.positions(detector, zerosThenOnes(4, 3), DriftSignal.DRIFT))
        .containsExactly(6);
    assertThat(SyntheticStreams.positions(detector, zerosThenOnes(0, 50), DriftSignal.DRIFT))
        .isEmpty();
  }

  @Test
  void shouldReactLaterInPlainThanInClampedPageHinkley() {
    // Given: δ = 1/2 lowers plain u by 1/2 at each of four zeros; ones then add .3, .166…, .071…
    String settings = "page-hinkley(lambda=0.25,delta=0.5,alpha=1,min=1,form=";

    // When, Then
    assertThat(
            SyntheticStreams.positions(
                SyntheticStreams.detector(settings + "clamped)"),
                zerosThenOnes(4, 3),
                DriftSignal.DRIFT))
        .containsExactly(4);
    assertThat(
            SyntheticStreams.positions(
                SyntheticStreams.detector(settings + "plain)"),
                zerosThenOnes(4, 3),
                DriftSignal.DRIFT))
        .isEmpty();
  }

  @Test
  void shouldNotSignalDriftWhenTheErrorRateDrops() {
    // Given
    double[] improving = SyntheticStreams.errors(6000, t -> t < 3000 ? 0.4 : 0.05);

    // When, Then
    for (String expression : new String[] {"adwin", "hddm-a", "hddm-w", "page-hinkley"}) {
      assertThat(
              SyntheticStreams.positions(
                  SyntheticStreams.detector(expression), improving, DriftSignal.DRIFT))
          .as(expression)
          .noneMatch(t -> t >= 3000);
    }
    assertThat(
            SyntheticStreams.positions(
                SyntheticStreams.detector("adwin(side=both)"), improving, DriftSignal.DRIFT))
        .isNotEmpty()
        .allMatch(t -> t >= 3000);
  }

  @Test
  void shouldCountValuesOfAtLeastOneHalfAsErrorsInEddm() {
    // Given
    double[] errors = SyntheticStreams.named("S1");
    double[] losses = Arrays.stream(errors).map(x -> x == 1 ? 0.5 : 0.49).toArray();

    // When, Then
    assertThat(
            SyntheticStreams.positions(
                SyntheticStreams.detector("eddm"), losses, DriftSignal.DRIFT))
        .isNotEmpty()
        .isEqualTo(
            SyntheticStreams.positions(
                SyntheticStreams.detector("eddm"), errors, DriftSignal.DRIFT));
  }

  @Test
  void shouldKeepOnlyTheNewConceptAfterAdwinSignalsDrift() {
    // Given
    Adwin detector = new Adwin(Detectors.parse("adwin"));

    // When
    SyntheticStreams.positions(detector, zerosThenOnes(1000, 1000), DriftSignal.DRIFT);

    // Then: at most a few old buckets remain, too small for a significant cut
    assertThat(detector.width()).isBetween(990L, 1010L);
    assertThat(detector.mean()).isGreaterThan(0.98);
  }

  private static double[] zerosThenOnes(int zeros, int ones) {
    double[] values = new double[zeros + ones];
    Arrays.fill(values, zeros, values.length, 1);
    return values;
  }
}
