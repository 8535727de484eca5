package dev.lethe.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrequentialTest {
  private static final double ALPHA = 0.999;

  @Test
  void shouldAgreeWithDefinitionOfFadingFactorWhenSummedDirectly() {
    // Given
    var fading = new FadingAccuracy(ALPHA);
    var random = new Random(1);
    boolean[] right = new boolean[3000];

    // When
    for (int t = 0; t < right.length; t++) {
      right[t] = random.nextInt(10) < 7;
      fading.add(right[t]);
    }

    // Then: S = Σ α^(T-t) x_t, B = Σ α^(T-t)
    double sum = 0;
    double weight = 0;
    for (int t = 0; t < right.length; t++) {
      double factor = Math.pow(ALPHA, right.length - 1 - t);
      sum += right[t] ? factor : 0;
      weight += factor;
    }
    assertThat(fading.value()).isEqualTo(sum / weight, within(1e-9));
  }

  @Test
  void shouldAgreeWithGoldenVectorWhenAlphaIsNineTenths() {
    // Given
    var fading = new FadingAccuracy(0.9);
    String truth = "AAABBBAABB";
    String predicted = "AABBBAAABA";

    // When
    for (int t = 0; t < truth.length(); t++) {
      fading.add(truth.charAt(t) == predicted.charAt(t));
    }

    // Then
    assertThat(fading.value()).isEqualTo(.672298, within(1e-6));
  }

  @Test
  void shouldBeExactFromTheFirstPredictionOn() {
    // Given
    var fading = new FadingAccuracy(ALPHA);

    // When
    fading.add(true);

    // Then
    assertThat(fading.value()).isEqualTo(1.0);
  }

  @Test
  void shouldBeCumulativeWhenNothingFades() {
    // Given
    var fading = new FadingAccuracy(1);
    Tally tally = Tally.NONE;

    // When
    for (int t = 0; t < 8; t++) {
      fading.add(t < 3);
      tally = tally.scored(t < 3);
    }

    // Then
    assertThat(fading.value()).isEqualTo(.375);
    assertThat(tally.accuracy()).isEqualTo(.375);
  }

  @Test
  void shouldCountOnlyLastThousandWhenStreamIsLonger() {
    // Given
    var sliding = new SlidingAccuracy(1000);
    var random = new Random(2);
    var last = new ArrayDeque<Boolean>();

    for (int t = 0; t < 3456; t++) {
      boolean right = random.nextInt(10) < 3;

      // When
      sliding.add(right);

      // Then
      last.addLast(right);
      if (last.size() > 1000) {
        last.removeFirst();
      }
      assertThat(sliding.value())
          .isEqualTo((double) last.stream().filter(x -> x).count() / last.size());
    }
  }

  @Test
  void shouldBeTheLastPredictionWhenSlidingOverOne() {
    // Given
    var sliding = new SlidingAccuracy(1);

    // When
    sliding.add(true);
    sliding.add(false);

    // Then
    assertThat(sliding.value()).isZero();
  }

  @Test
  void shouldAddTalliesAndCountUnscoredApart() {
    // When: 2 of 3, and 0 of 1 with one unscored
    Tally first = Tally.NONE.scored(true).scored(false).scored(true);
    Tally second = Tally.NONE.unscored().scored(false);

    // Then
    assertThat(first.plus(second)).isEqualTo(new Tally(5, 4, 2));
    assertThat(first.plus(second).accuracy()).isEqualTo(.5);
  }

  @Test
  void shouldCompareEachLabelWithTheOneBeforeWhenNothingChanges() {
    // Given
    var noChange = new NoChangeBaseline();
    assertThat(noChange.value()).isNaN();

    // When: 6 of 10, the first counts as wrong
    "AAABBBAABB".chars().forEach(noChange::add);

    // Then
    assertThat(noChange.value()).isEqualTo(.6);
  }

  @Test
  void shouldCountFirstLabelAsWrongWhateverItIs() {
    // Given
    var noChange = new NoChangeBaseline();

    // When
    noChange.add(0);

    // Then
    assertThat(noChange.value()).isZero();
  }

  @Test
  void shouldBeUndefinedWhenNothingWasScored() {
    assertThat(new FadingAccuracy(ALPHA).value()).isNaN();
    assertThat(new SlidingAccuracy(10).value()).isNaN();
    assertThat(Tally.NONE.accuracy()).isNaN();
    assertThat(Tally.NONE.unscored().accuracy()).isNaN();
    assertThat(Accuracy.of(0, 0)).isNaN();
  }

  @Test
  void shouldRefuseWhatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tally(3, 1, 2))
        .withMessageContaining("got 3 examples, 1 scored, 2 correct");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Accuracy.of(3, 2))
        .withMessage("correct: got '3', expected 0 to 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FadingAccuracy(0))
        .withMessage("alpha: got '0.0', expected a number in (0, 1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SlidingAccuracy(0))
        .withMessage("length: got '0', expected 1 or more");
  }

  @Test
  void shouldContinueWhenWrittenAndReadAgain() throws IOException {
    // Given
    var sliding = new SlidingAccuracy(100);
    var fading = new FadingAccuracy(.95);
    var random = new Random(3);
    for (int t = 0; t < 250; t++) {
      boolean right = random.nextBoolean();
      sliding.add(right);
      fading.add(right);
    }

    // When
    SlidingAccuracy readSliding = SavedState.copy(sliding::writeTo, SlidingAccuracy::readFrom);
    FadingAccuracy readFading = SavedState.copy(fading::writeTo, FadingAccuracy::readFrom);

    // Then
    assertThat(SavedState.copy(new Tally(3, 2, 1)::writeTo, Tally::readFrom))
        .isEqualTo(new Tally(3, 2, 1));
    for (int t = 0; t < 150; t++) {
      boolean right = random.nextBoolean();
      sliding.add(right);
      fading.add(right);
      readSliding.add(right);
      readFading.add(right);
      assertThat(readSliding.value()).isEqualTo(sliding.value());
      assertThat(readFading.value()).isEqualTo(fading.value());
    }
  }
}
