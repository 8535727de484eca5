package dev.lethe.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConfidenceSequenceTest {
  @Test
  void shouldFollowTheFormulaForTwoValues() {
    // When: x = 1, then 0, with α = .1
    ConfidenceSequence interval = ConfidenceSequence.of(0, 1, .1).plus(1).plus(0);

    // Then: both weights are ½; penalty = (.25 + .5625) (ln 2 − ½)
    double penalty = .8125 * (Math.log(2) - .5);
    assertThat(interval.estimate()).isEqualTo(.5);
    assertThat(interval.low()).isEqualTo(0);
    assertThat(interval.high()).isEqualTo(1);
    assertThat(ConfidenceSequence.of(0, 1, .1).plus(1).plus(0).penalty())
        .isCloseTo(penalty, within(1e-12));
  }

  @Test
  void shouldFollowTheFormulaOnceWeightsFall() {
    // Given: 4 of 10 values are 1
    ConfidenceSequence sequence = ConfidenceSequence.of(0, 1, .05);

    // When
    for (int i = 1; i <= 400; i++) {
      sequence = sequence.plus(i * 7 % 10 < 4 ? 1 : 0);
    }

    // Then: the formula of the paper in NumPy, whose weights are below 1/2 for 364 values
    assertThat(sequence.estimate()).isCloseTo(0.39775164208641567, within(1e-9));
    assertThat(sequence.low()).isCloseTo(0.3077799058298638, within(1e-9));
    assertThat(sequence.high()).isCloseTo(0.48772337834296753, within(1e-9));
  }

  @Test
  void shouldCapTheWeightIfTheVarianceIsSmall() {
    // Given
    ConfidenceSequence sequence = ConfidenceSequence.of(0, 1, .05);

    // When: 100 values of ½, so the estimated variance is ¼ / 101 and the weight is capped at ½
    for (int i = 0; i < 100; i++) {
      sequence = sequence.plus(.5);
    }

    // Then
    assertThat(sequence.weights()).isCloseTo(50, within(1e-9));
    assertThat(sequence.low()).isCloseTo(.5 - Math.log(2 / .05) / 50, within(1e-9));
  }

  @Test
  void shouldNarrowAroundTheMeanOfScaledValues() {
    // Given: differences of −1, 0 and 1 with mean .2
    var random = new SplittableRandom(1);
    ConfidenceSequence sequence = ConfidenceSequence.of(-1, 1, .05);

    // When
    for (int i = 0; i < 5_000; i++) {
      double u = random.nextDouble();
      sequence = sequence.plus(u < .3 ? 1 : u < .4 ? -1 : 0);
    }

    // Then
    assertThat(sequence.low()).isLessThan(.2);
    assertThat(sequence.high()).isGreaterThan(.2);
    assertThat(sequence.high() - sequence.low()).isLessThan(.12);
    assertThat(sequence.exceeds(.1)).isTrue();
    assertThat(sequence.exceeds(.2)).isFalse();
    assertThat(sequence.n()).isEqualTo(5_000);
  }

  @Test
  void shouldKnowNothingBeforeTheFirstValue() {
    // When
    ConfidenceSequence interval = ConfidenceSequence.of(-1, 1, .05);

    // Then
    assertThat(interval.low()).isEqualTo(-1);
    assertThat(interval.high()).isEqualTo(1);
    assertThat(interval.n()).isZero();
    assertThat(ConfidenceSequence.of(-1, 1, .05).exceeds(-1)).isFalse();
  }

  @Test
  void shouldRefuseValuesOutsideTheBounds() {
    assertThatThrownBy(() -> ConfidenceSequence.of(-1, 1, .05).plus(1.5))
        .hasMessage("value: got 1.5, expected -1.0 to 1.0");
    assertThatThrownBy(() -> ConfidenceSequence.of(-1, 1, .05).plus(Double.NaN))
        .hasMessage("value: got NaN, expected -1.0 to 1.0");
    assertThatThrownBy(() -> ConfidenceSequence.of(1, 1, .05))
        .hasMessage("bounds: got 1.0 to 1.0, expected finite bounds in order");
    assertThatThrownBy(() -> ConfidenceSequence.of(0, 1, 1))
        .hasMessage("alpha: got 1.0, expected a number between 0 and 1");
  }

  @Test
  void shouldReadBackWhatItWrote() throws IOException {
    // Given
    ConfidenceSequence sequence = ConfidenceSequence.of(-1, 1, .05).plus(1).plus(0).plus(-1);

    // When, Then
    assertThat(SavedState.copy(sequence::writeTo, ConfidenceSequence::readFrom))
        .isEqualTo(sequence);
  }
}
