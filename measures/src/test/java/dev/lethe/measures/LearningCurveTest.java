package dev.lethe.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LearningCurveTest {
  private final LearningCurve curve = new LearningCurve();

  private void add(int examples, boolean right) {
    for (int i = 0; i < examples; i++) {
      curve.add(right);
    }
  }

  @Test
  void shouldForgetOldAnswersWhenFading() {
    // Given
    add(100, false);

    // When
    add(100, true);

    // Then: overall one half; P = (1 − α^100)/(1 − α^200) = 1/(1 + α^100), α^100 = 0.366032
    assertThat(curve.overall()).isEqualTo(0.5);
    assertThat(curve.running()).isCloseTo(0.732047, within(1e-6));
  }

  @Test
  void shouldSayWhenALevelWasFirstReached() {
    // Given: after n right ones P = (1 − α^n)/(1 − α^(n+100))
    add(100, false);
    add(300, true);

    // When, Then: P is .4944 for n = 48 and .5009 for n = 49
    assertThat(curve.examplesUntil(0.5)).isEqualTo(149);
    assertThat(curve.examplesUntil(0)).isEqualTo(20);
    // P ends at .9682
    assertThat(curve.examplesUntil(0.968)).isFinite().isGreaterThan(380);
    assertThat(curve.examplesUntil(0.969)).isInfinite();
  }

  @Test
  void shouldKeepTheFirstTimeWhenALevelIsLostAgain() {
    // Given
    add(30, true);
    add(300, false);
    add(300, true);

    // When, Then
    assertThat(curve.examplesUntil(1)).isEqualTo(20);
  }

  @Test
  void shouldReadNothingOffTheFirstExamples() {
    // When
    add(19, true);

    // Then
    assertThat(curve.running()).isNaN();
    assertThat(curve.examplesUntil(0.5)).isInfinite();
    assertThat(curve.examplesUntil(Double.NaN)).isNaN();
    assertThat(curve.overall()).isEqualTo(1);
    assertThat(new LearningCurve().overall()).isNaN();
  }

  @Test
  void shouldContinueWhenWrittenAndReadAgain() throws IOException {
    // Given
    add(100, false);
    add(60, true);

    // When
    LearningCurve read = SavedState.copy(curve::writeTo, LearningCurve::readFrom);

    // Then
    assertThat(read.examplesUntil(0.5)).isEqualTo(149);
    assertThat(read.running()).isEqualTo(curve.running());
    assertThat(read.overall()).isEqualTo(60.0 / 160);
    read.add(false);
    curve.add(false);
    assertThat(SavedState.bytes(read::writeTo)).isEqualTo(SavedState.bytes(curve::writeTo));
  }
}
