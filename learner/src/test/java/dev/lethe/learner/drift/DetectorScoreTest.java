package dev.lethe.learner.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.junit.jupiter.api.Test;

class DetectorScoreTest {
  private static final double[] THOUSAND = new double[1000];
  private static final int[] TWO_CHANGES = {200, 600};

  @Test
  void shouldScoreDetectorsThatAlwaysOrNeverFire() {
    // When
    DetectorScore always = DetectorScore.of(value -> DriftSignal.DRIFT, THOUSAND, TWO_CHANGES, 100);
    DetectorScore never = DetectorScore.of(value -> DriftSignal.STABLE, THOUSAND, TWO_CHANGES, 100);

    // Then: of a thousand alarms, those at 201 and 601 are true positives
    assertThat(always).isEqualTo(new DetectorScore(1000, 100, 2, 998, 0, 1));
    assertThat(always.recall()).isEqualTo(1);
    assertThat(always.precision()).isEqualTo(0.002);
    assertThat(always.f1()).isCloseTo(2 * 0.002 / 1.002, within(1e-15));
    assertThat(always.falseAlarmsPerThousand()).isEqualTo(998);
    assertThat(never).isEqualTo(new DetectorScore(1000, 100, 0, 0, 2, Double.NaN));
    assertThat(never.recall()).isZero();
    assertThat(never.precision()).isZero();
    assertThat(never.f1()).isZero();
    assertThat(never.falseAlarmsPerThousand()).isZero();
    assertThat(never.normalisedDelay()).isNaN();
  }

  @Test
  void shouldScoreAdwinHigherThanADetectorThatAlwaysFires() {
    // Given
    double[] stream = SyntheticStreams.named("S1");
    int[] change = {2000};

    // When
    DetectorScore adwin = DetectorScore.of(SyntheticStreams.detector("adwin"), stream, change, 500);
    DetectorScore always = DetectorScore.of(value -> DriftSignal.DRIFT, stream, change, 500);

    // Then: alarms at 2047, 2079 and 2111 of 6000
    assertThat(adwin).isEqualTo(new DetectorScore(6000, 500, 1, 2, 0, 47));
    assertThat(adwin.normalisedDelay()).isEqualTo(0.094);
    assertThat(adwin.f1()).isEqualTo(0.5).isGreaterThan(100 * always.f1());
    assertThat(adwin.falseAlarmsPerThousand()).isCloseTo(1 / 3.0, within(1e-15));
  }

  @Test
  void shouldCountOnlyTheFirstAlarmWithinMaxDelayAsTruePositive() {
    // When: before any change, at one, in time, repeated, at the next, just in time, too late
    DetectorScore score = score(100, 5, 200, 230, 240, 600, 700, 701);

    // Then
    assertThat(score).isEqualTo(new DetectorScore(1000, 100, 2, 5, 0, 65));
    assertThat(score(100, 301, 701)).isEqualTo(new DetectorScore(1000, 100, 0, 2, 2, Double.NaN));
  }

  @Test
  void shouldAssignAnAlarmToTheLastChangeBeforeIt() {
    // When: 400 values after the first change and at the second, which it cannot detect yet
    DetectorScore score = score(500, 600);

    // Then
    assertThat(score).isEqualTo(new DetectorScore(1000, 500, 1, 0, 1, 400));
    assertThat(score(500, 650)).isEqualTo(new DetectorScore(1000, 500, 1, 0, 1, 50));
  }

  @Test
  void shouldRejectChangesThatAreNotAscendingIndices() {
    // When, Then
    for (int[] changes : new int[][] {{-1}, {1000}, {5, 5}, {6, 5}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DetectorScore.of(value -> DriftSignal.STABLE, THOUSAND, changes, 10))
          .withMessageContaining("changes: got");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DetectorScore.of(value -> DriftSignal.STABLE, THOUSAND, TWO_CHANGES, 0))
        .withMessageContaining("maxDelay: got '0'");
  }

  private static DetectorScore score(int maxDelay, Integer... alarms) {
    return DetectorScore.of(new Scripted(Set.of(alarms)), THOUSAND, TWO_CHANGES, maxDelay);
  }

  private static final class Scripted implements DriftDetector {
    private final Set<Integer> alarms;
    private int position;

    Scripted(Set<Integer> alarms) {
      this.alarms = alarms;
    }

    @Override
    public DriftSignal add(double value) {
      return alarms.contains(position++) ? DriftSignal.DRIFT : DriftSignal.STABLE;
    }
  }
}
