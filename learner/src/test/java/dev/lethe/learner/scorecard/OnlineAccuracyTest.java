package dev.lethe.learner.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OnlineAccuracyTest {
  private final OnlineAccuracy accuracy = new OnlineAccuracy();

  private void add(int examples, boolean right) {
    for (int i = 0; i < examples; i++) {
      accuracy.add(right);
    }
  }

  @Test
  void shouldForgetOldAnswersWhenFading() {
    // Given
    add(100, false);

    // When
    add(100, true);

    // Then: overall one half; P = (1 − α^100)/(1 − α^200) = 1/(1 + α^100), α^100 = 0.366032
    assertThat(accuracy.overall()).isEqualTo(0.5);
    assertThat(accuracy.running()).isCloseTo(0.732047, within(1e-6));
  }

  @Test
  void shouldSayWhenALevelWasFirstReached() {
    // Given: after n right ones P = (1 − α^n)/(1 − α^(n+100))
    add(100, false);
    add(300, true);

    // When, Then: P is .4944 for n = 48 and .5009 for n = 49
    assertThat(accuracy.examplesUntil(0.5)).isEqualTo(149);
    assertThat(accuracy.examplesUntil(0)).isEqualTo(20);
    // P ends at .9682
    assertThat(accuracy.examplesUntil(0.968)).isFinite().isGreaterThan(380);
    assertThat(accuracy.examplesUntil(0.969)).isInfinite();
  }

  @Test
  void shouldKeepTheFirstTimeWhenALevelIsLostAgain() {
    // Given
    add(30, true);
    add(300, false);
    add(300, true);

    // When, Then
    assertThat(accuracy.examplesUntil(1)).isEqualTo(20);
  }

  @Test
  void shouldReadNothingOffTheFirstExamples() {
    // When
    add(19, true);

    // Then
    assertThat(accuracy.running()).isNaN();
    assertThat(accuracy.examplesUntil(0.5)).isInfinite();
    assertThat(accuracy.examplesUntil(Double.NaN)).isNaN();
    assertThat(accuracy.overall()).isEqualTo(1);
    assertThat(new OnlineAccuracy().overall()).isNaN();
  }
}
